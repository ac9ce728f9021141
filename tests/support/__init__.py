"""Servers, hosts and helpers that several tests use."""
