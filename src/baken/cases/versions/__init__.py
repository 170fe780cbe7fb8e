"""The municipality's own AVE model: versions, drafts with a dry run, adopting, moving cases.

For the functional administrator and the operational manager, who write; the mayor or another
manager adopts. A version that was adopted never changes; running cases stay on theirs until
somebody with the mandate decides that they move.
"""
