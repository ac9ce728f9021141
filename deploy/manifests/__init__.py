"""Writes the Kubernetes manifests of `deploy/k8s` that follow from the registry of services: `make manifests`."""
