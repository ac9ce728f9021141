"""How the demo's page looks, by day and by night."""

STYLE = """
:root { color-scheme: light dark; --ground: #f6f5f2; --card: #fff; --ink: #1d1d1f; --soft: #6b6b70; --line: #e4e2dc;
  --mark: #fde9b8; --accent: #9a5b13 }
@media (prefers-color-scheme: dark) {
  :root { --ground: #161618; --card: #212124; --ink: #ececee; --soft: #a0a0a6; --line: #37373b; --mark: #59451a;
    --accent: #e8b568 }
}
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 84rem; padding: 2rem 1.5rem 3rem; background: var(--ground); color: var(--ink);
  font: 16px/1.5 system-ui, sans-serif }
h1 { margin: 0; font-size: 1.6rem } h2 { margin: 0; font-size: 1.15rem; line-height: 1.3 }
p { margin: .3rem 0 } code { font-size: .9em }
.soft, footer { color: var(--soft); font-size: .875rem }
main { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 34rem), 1fr)); gap: 1.25rem;
  margin: 1.5rem 0 }
article { display: grid; grid-template-columns: 13rem 1fr; gap: 1.25rem; background: var(--card);
  border: 1px solid var(--line); border-radius: 14px; padding: 1rem }
article > * { min-width: 0 }
figure { margin: 0 } img { display: block; border-radius: 8px; background: var(--line) }
.best img { width: 100%; height: auto } .others { display: flex; flex-wrap: wrap; gap: .4rem; margin: .4rem 0 0 }
.others img { height: 2.6rem; width: auto }
figcaption { color: var(--soft); font-size: .8rem; margin-top: .4rem; line-height: 1.4 }
.none { display: grid; place-items: center; aspect-ratio: 4/5; padding: 1rem; border: 1px dashed var(--line);
  border-radius: 8px; color: var(--soft); font-size: .875rem; text-align: center; overflow-wrap: anywhere }
blockquote { margin: .6rem 0; padding: .5rem .8rem; border-inline-start: 3px solid var(--line);
  overflow-wrap: anywhere }
mark { background: var(--mark); color: inherit; border-radius: 3px; padding: 0 .12em }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem .8rem; margin: 0 }
dt { color: var(--soft) } dd { margin: 0; overflow-wrap: anywhere }
.price { font-size: 1.1rem; font-weight: 600; color: var(--accent); margin: 0 }
details { margin-top: .6rem; font-size: .875rem } summary { cursor: pointer; color: var(--soft) }
table { border-collapse: collapse; width: 100%; margin-top: .3rem } td { padding: .12rem .5rem .12rem 0;
  vertical-align: top; border-top: 1px solid var(--line) } td:nth-child(-n+2) { white-space: nowrap }
.collages { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 26rem), 1fr)); gap: 1.25rem;
  margin: 1rem 0 2rem } .collages img { width: 100%; height: auto }
@media (max-width: 32rem) { article { grid-template-columns: 1fr } }
"""
