"""Learning from a person who shows the way: what they pressed, the flow or the patch that follows, nothing private.

- `watch.Watch` records a demonstration as `acts.Act`s; `way` prunes them to the steps that were needed.
- `draft` writes a new flow; `patch` changes an existing flow's text and keeps everything else byte for byte.
- `propose.moved` and `propose.learned` turn what a person did, where a step was not found, into such a patch.
"""
