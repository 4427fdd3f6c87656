"""What a team does with a report: who has it, who stepped aside, handing over, clocks and how it ends."""
