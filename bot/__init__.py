"""What runs inside Rasa: launcher, channel, tracker store, danger classifier and policy (Python 3.10).

Importing this package, which every module of it does first, silences Rasa before Rasa itself is imported.
"""

from bot.quiet_logs import silence_libraries
from bot.telemetry import forbid_calls_home

forbid_calls_home()
silence_libraries()
