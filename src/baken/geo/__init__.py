"""Areas and addresses of one municipality: its outline, wijken, buurten and BAG addresses.

For everybody who has to say *where*: residents who report, colleagues who read, pages that
show figures on a map. All of it is public reference data (CBS Wijk- en Buurtkaart; Wet
basisregistratie adressen en gebouwen, art. 32: the register is open to all), so there is no
person in it and its tables are open. Where something happened to somebody is not kept here
but with the report or the case.
"""
