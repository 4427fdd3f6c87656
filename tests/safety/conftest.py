"""The model is trained in the services' environment, so its tests run there only."""

import sys

collect_ignore = ["test_safety_languages.py", "test_safety_model.py"] if sys.version_info < (3, 11) else []
