"""Ids that other taxonomies have for our nodes. Only those that are known to mean the same."""

from collections.abc import Mapping

SHOPIFY: Mapping[str, str] = {}

GOOGLE: Mapping[str, int] = {}
