"""Deployment: images, compose, Kubernetes."""
