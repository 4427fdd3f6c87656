"""The model is trained in the services' environment, so its tests run there only."""

import sys

TRAINED = ["crosslingual", "examiner", "languages", "model", "training", "vectors"]
collect_ignore = [f"test_safety_{name}.py" for name in TRAINED] if sys.version_info < (3, 11) else []
