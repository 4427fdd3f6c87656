"""What runs inside Rasa: launcher, channel, tracker store, danger classifier and policy (Python 3.10).

Importing this package, which every module of it does first, prepares the process before Rasa itself is imported.
"""

from bot.no_tensorflow import leave_tensorflow_out
from bot.quiet_logs import silence_libraries
from bot.telemetry import forbid_calls_home

forbid_calls_home()
silence_libraries()
leave_tensorflow_out()
