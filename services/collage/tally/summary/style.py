"""How a summary's page looks, by day and by night."""

STYLE = """
:root { color-scheme: light dark; --ground: #f6f5f2; --card: #fff; --ink: #1d1d1f; --soft: #6b6b70; --line: #e4e2dc;
  --good: #2f7d4f; --fair: #b7791f; --bad: #b3392f }
@media (prefers-color-scheme: dark) {
  :root { --ground: #161618; --card: #212124; --ink: #ececee; --soft: #a0a0a6; --line: #37373b; --good: #63b983;
    --fair: #e0a94e; --bad: #e5776c }
}
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 84rem; padding: 2rem 1.5rem 3rem; background: var(--ground); color: var(--ink);
  font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere }
h1 { margin: 0; font-size: 1.6rem; line-height: 1.25 } h2 { margin: 2rem 0 .6rem; font-size: 1.15rem }
p { margin: .3rem 0 } code { font-size: .875em } .soft { color: var(--soft); font-size: .875rem }
.complete { color: var(--good) } .with-gaps, .cancelled, .partial { color: var(--fair) }
.empty, .failed { color: var(--bad) }
.numbers { display: grid; grid-template-columns: repeat(auto-fill, minmax(9.5rem, 1fr)); gap: .75rem;
  margin: 1.25rem 0 0 }
.numbers div { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: .6rem .9rem }
.numbers dt { color: var(--soft); font-size: .8rem } .numbers dd { margin: 0; font-size: 1.3rem; font-weight: 600 }
.bar { display: flex; height: .6rem; border-radius: .3rem; overflow: hidden; background: var(--line); margin-top: 1rem }
.bar i { display: block } .bar .g { background: var(--good) } .bar .p { background: var(--fair) }
.bar .f { background: var(--bad) }
.tables { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); gap: 0 2.5rem }
table { border-collapse: collapse; width: 100%; font-size: .9rem }
th { color: var(--soft); font-weight: 500; text-align: start } .n { text-align: end; white-space: nowrap }
th, td { padding: .25rem .9rem .25rem 0; border-bottom: 1px solid var(--line); vertical-align: top }
.sheet { display: grid; grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr)); gap: 1rem }
figure { margin: 0; background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: .6rem }
figure img { display: block; width: 100%; height: auto; border-radius: 6px; background: var(--line) }
figcaption { font-size: .8rem; color: var(--soft); margin-top: .4rem }
.none { display: grid; place-items: center; aspect-ratio: 18/23; padding: 1rem; border: 1px dashed var(--line);
  border-radius: 6px; color: var(--soft); font-size: .85rem; text-align: center }
ul { margin: 0; padding-inline-start: 1.1rem; font-size: .875rem }
"""
