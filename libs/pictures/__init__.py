"""Pictures of strangers: headers checked first, then decoded within limits. For confined processes (`libs/confined`).

A picture that passes the checks of its header may still crash or block a codec. Nothing is imported here, so that a
process imports only what it needs.
"""
