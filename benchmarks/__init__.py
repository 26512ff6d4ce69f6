"""What the package is measured by: labels against verified data sets, and times against rivals.

Development commands; nothing of the package imports them. All but the ablation, which takes the method
apart, need no more than what is public or exported by a stage.
"""
