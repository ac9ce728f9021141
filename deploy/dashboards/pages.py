"""The dashboards, one for each concern."""

from deploy.dashboards.panels import GROUP, Dashboard, Panel, Query

RATE = "$__rate_interval"


def _rate(metric: str, by: str, where: str = GROUP) -> str:
    return f"sum by ({by}) (rate({metric}{where}[{RATE}]))"


def _quantile(share: float, histogram: str, by: str, where: str = GROUP) -> str:
    return f"histogram_quantile({share}, sum by ({by}, le) (rate({histogram}_bucket{where}[{RATE}])))"


def _times(histogram: str) -> tuple[Query, ...]:
    return tuple(Query(_quantile(share, histogram, "group"), f"{{{{group}}}} {share:.0%}") for share in (0.5, 0.95))


PAGES: tuple[Dashboard, ...] = (
    Dashboard("overview", "overview", (
        Panel("Messages a second", (Query(_rate("reelbus_events_total", "group, outcome"), "{{group}} {{outcome}}"),), "ops"),
        Panel("Messages that fail", (Query(f"group:errors:ratio_rate5m{GROUP}", "{{group}}"),), "percentunit"),
        Panel("Lag", (Query(f"sum by (group) (reelbus_consumer_lag{GROUP})", "{{group}}"),)),
        Panel("From event to result", _times("reelbus_end_to_end_seconds"), "s"),
        Panel("Unresolved dead letters", (
            Query(f"sum by (group, topic) (reelbus_dead_letters_unresolved{GROUP})", "{{group}} {{topic}}"),)),
        Panel("Dependencies that answer", (
            Query("min by (instance, dependency) (reelbus_dependency_up)", "{{dependency}} {{instance}}"),)),
    )),
    Dashboard("workers", "workers", (
        Panel("Running handlers", (Query(f"sum by (group) (reelbus_handlers_running{GROUP})", "{{group}}"),)),
        Panel("Time in the handler", _times("reelbus_handler_seconds"), "s"),
        Panel("Memory, with child processes", (
            Query("sum by (instance) (reelbus_memory_bytes)", "{{instance}}"),
            Query("max by (instance) (reelbus_memory_limit_bytes)", "limit {{instance}}")), "bytes"),
        Panel("Event loop: longest twentieth of turns", (
            Query(f'histogram_quantile(0.95, sum by (instance, le) (rate(reelbus_event_loop_lag_seconds_bucket{{clock="processor"}}[{RATE}])))', "{{instance}}"),), "s"),
        Panel("Rebalances and failed commits", (
            Query(_rate("reelbus_rebalances_total", "group"), "{{group}} rebalances"),
            Query(_rate("reelbus_commit_failures_total", "group"), "{{group}} failed commits")), "ops"),
        Panel("Stalled, or waiting for a quota", (
            Query(f"max by (group) (reelbus_stalled{GROUP})", "{{group}} stalled"),
            Query(f"max by (group) (reelbus_worker_waiting{GROUP})", "{{group}} waits"))),
    )),
    Dashboard("bus", "bus", (
        Panel("Lag by topic", (Query(f"sum by (group, topic) (reelbus_consumer_lag{GROUP})", "{{group}} {{topic}}"),)),
        Panel("Age of messages at their start", _times("reelbus_event_age_seconds"), "s"),
        Panel("Retried and dead-lettered", (Query(
            f'sum by (group, topic, outcome) (rate(reelbus_events_total{{group=~"$group",outcome!="done"}}[{RATE}]))',
            "{{group}} {{topic}} {{outcome}}"),), "ops"),
        Panel("Unreadable, skipped, gone back", (
            Query(_rate("reelbus_unreadable_total", "group, topic"), "{{topic}} unreadable"),
            Query(_rate("reelbus_skipped_offsets_total", "group, topic, reason"), "{{topic}} {{reason}}"),
            Query(_rate("reelbus_log_restarts_total", "group, topic"), "{{topic}} log restarts")), "ops"),
    )),
    Dashboard("captions", "captions", (
        Panel("Captions by method", (Query(_rate("reelbus_caption_captions_total", "method", ""), "{{method}}"),), "ops"),
        Panel("Share without the model", (Query(
            f"sum (rate(reelbus_caption_degraded_total[{RATE}])) / sum (rate(reelbus_caption_captions_total[{RATE}]))",
            "without the model"),), "percentunit"),
    ), by_group=False),
    Dashboard("videos", "videos", (
        Panel("Thumbnails", (Query(_rate("reelbus_thumbnail_videos_total", "outcome", ""), "{{outcome}}"),), "ops"),
        Panel("Downloads", (Query(_rate("reelbus_fetch_downloads_total", "outcome", ""), "{{outcome}}"),), "ops"),
        Panel("Merges", (Query(_rate("reelbus_merge_merges_total", "outcome", ""), "{{outcome}}"),), "ops"),
        Panel("Seconds of merged video a second", (
            Query(_rate("reelbus_merge_video_seconds_total", "picture", ""), "{{picture}}"),)),
        Panel("Bytes of merges", (Query(_rate("reelbus_merge_bytes_total", "direction", ""), "{{direction}}"),), "Bps"),
        Panel("Video pages that cannot be fetched", (
            Query(_rate("reelbus_fetch_page_failures_total", "site, reason", ""), "{{site}} {{reason}}"),), "ops"),
    ), by_group=False),
    Dashboard("tags", "tags", (
        Panel("Captions", (Query(_rate("reelbus_tagger_captions_total", "outcome", ""), "{{outcome}}"),), "ops"),
        Panel("Tags", (Query(_rate("reelbus_tagger_tags_total", "facet", ""), "{{facet}}"),), "ops"),
        Panel("Confidence in categories", tuple(
            Query(f"histogram_quantile({share}, sum by (le) (rate(reelbus_tagger_category_confidence_bucket[{RATE}])))", f"{share:.0%}")
            for share in (0.1, 0.5))),
        Panel("Without the model, and for review", (
            Query(f"sum (rate(reelbus_tagger_degraded_total[{RATE}]))", "without the model"),
            Query(f"sum (rate(reelbus_tagger_reviews_total[{RATE}]))", "for review")), "ops"),
    ), by_group=False),
    Dashboard("listings", "catalog and listings", (
        Panel("Records of the catalog", (
            Query(_rate("reelbus_events_total", "topic, outcome", '{group="catalog"}'), "{{topic}} {{outcome}}"),), "ops"),
        Panel("Listings published, records that changed nothing", (
            Query(_rate("reelbus_catalog_published_total", "topic", ""), "{{topic}} published"),
            Query(_rate("reelbus_catalog_unchanged_total", "topic", ""), "{{topic}} unchanged")), "ops"),
        Panel("Sent on to the partition of their video", (
            Query(_rate("reelbus_catalog_forwarded_total", "topic", ""), "{{topic}}"),), "ops"),
        Panel("Jumps of offsets, by what was found", (
            Query(f"sum by (topic, found) (increase(reelbus_catalog_gaps_total[{RATE}]))", "{{topic}} {{found}}"),)),
        Panel("Restore of states", (
            Query("max by (instance) (reelbus_catalog_recovering)", "{{instance}} restores"),
            Query("max by (instance) (reelbus_catalog_recovery_seconds)", "{{instance}} last time, seconds"))),
        Panel("Updates of the table of listings", (
            Query(_rate("reelbus_listings_updates_total", "effect", ""), "{{effect}}"),), "ops"),
        Panel("Overdue listings", (Query("max(reelbus_listings_overdue)", "overdue"),)),
        Panel("From event to listing", tuple(
            Query(_quantile(share, "reelbus_end_to_end_seconds", "topic", '{group="catalog"}'), f"{{{{topic}}}} {share:.0%}")
            for share in (0.5, 0.95)), "s"),
    ), by_group=False),
    Dashboard("collages", "collages", (
        Panel("Pages", (Query(_rate("reelbus_collage_pages_total", "status", ""), "{{status}}"),), "ops"),
        Panel("Pictures", (Query(_rate("reelbus_collage_pictures_total", "outcome", ""), "{{outcome}}"),), "ops"),
        Panel("Open batches, and the age of the oldest", (
            Query("max(reelbus_collage_batches_open)", "open"),
            Query("max(reelbus_collage_oldest_batch_seconds)", "seconds"))),
        Panel("Rows of CSVs", (Query(_rate("reelbus_collage_rows_total", "outcome", ""), "{{outcome}}"),), "ops"),
    ), by_group=False),
    Dashboard("photos", "product photos", (
        Panel("Jobs", (Query(_rate("reelbus_enhance_jobs_total", "kind, status", ""), "{{kind}} {{status}}"),), "ops"),
        Panel("Pictures", (Query(_rate("reelbus_enhance_pictures_total", "outcome", ""), "{{outcome}}"),), "ops"),
    ), by_group=False),
    Dashboard("paid-calls", "paid calls and limits", (
        Panel("Attempts", (
            Query(_rate("reelbus_provider_calls_total", "provider, state", ""), "{{provider}} {{state}}"),), "ops"),
        Panel("Spending a day", (
            Query("sum by (provider, model) (increase(reelbus_provider_cost_usd_total[1d]))", "{{provider}} {{model}}"),),
            "currencyUSD"),
        Panel("Unknown outcomes", (
            Query("max(reelbus_provider_calls_unknown)", "calls"),
            Query("max(reelbus_provider_calls_unknown_usd)", "US dollars at most"))),
        Panel("Waits of limits", (Query(_rate("reelbus_limit_waits_total", "limit", ""), "{{limit}}"),), "ops"),
    ), by_group=False),
    Dashboard("ingest", "ingest", (
        Panel("Files", (Query(_rate("reelbus_ingest_files_total", "outcome", ""), "{{outcome}}"),), "ops"),
        Panel("Rows", (Query(_rate("reelbus_ingest_rows_total", "outcome", ""), "{{outcome}}"),), "ops"),
        Panel("Videos", (Query(_rate("reelbus_ingest_videos_total", "outcome", ""), "{{outcome}}"),), "ops"),
        Panel("Failed attempts of jobs", (Query(_rate("reelbus_ingest_job_failures_total", "job", ""), "{{job}}"),), "ops"),
    ), by_group=False),
)  # fmt: skip
