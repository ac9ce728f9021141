"""What commands share: options, input, output, errors, connections."""
