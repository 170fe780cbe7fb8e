-- Areas and addresses are public reference data; the app reads them, only an import writes.
comment on table geo_sourcefile is 'open: names, age and licence of public files that were loaded';
comment on table geo_area is 'open: outlines of wijken and buurten, published by CBS';
comment on table geo_address is 'open: addresses of the BAG, a public register (Wet BAG art. 32); no persons';
grant select on geo_sourcefile, geo_area, geo_address to baken_app;
