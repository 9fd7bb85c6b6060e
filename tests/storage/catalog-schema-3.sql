BEGIN TRANSACTION;
CREATE TABLE cases (
	id VARCHAR NOT NULL, 
	platform VARCHAR NOT NULL, 
	marketplace VARCHAR, 
	account VARCHAR, 
	state VARCHAR NOT NULL, 
	violations TEXT NOT NULL, 
	deadline_at DATETIME, 
	deadline_basis VARCHAR, 
	opened DATETIME NOT NULL, 
	updated DATETIME NOT NULL, 
	version VARCHAR NOT NULL, 
	case_json TEXT NOT NULL, 
	lacks INTEGER NOT NULL, 
	lacks_json TEXT NOT NULL, 
	summary_json TEXT NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "cases" VALUES('AMZ-1','amazon','US','ops@seller.example','open',' ip.patent ','2026-03-12 09:14:00.000000','relative','2026-03-12 09:14:00.000000','2026-03-12 09:14:00.000000','v1','{"id": "ü"}',2,'[]','{}');
CREATE TABLE fingerprints (
	item VARCHAR NOT NULL, 
	facts VARCHAR NOT NULL, 
	print_json TEXT NOT NULL, 
	PRIMARY KEY (item), 
	FOREIGN KEY(item) REFERENCES items (digest)
);
CREATE TABLE items (
	digest VARCHAR NOT NULL, 
	source VARCHAR NOT NULL, 
	container VARCHAR, 
	received DATETIME NOT NULL, 
	size INTEGER NOT NULL, 
	state VARCHAR NOT NULL, 
	code VARCHAR NOT NULL, 
	reason TEXT NOT NULL, 
	case_id VARCHAR, 
	version VARCHAR, 
	released_at DATETIME, 
	released_by TEXT NOT NULL, 
	released_why TEXT NOT NULL, 
	PRIMARY KEY (digest), 
	FOREIGN KEY(case_id) REFERENCES cases (id)
);
INSERT INTO "items" VALUES('sha256:0000000000000000000000000000000000000000000000000000000000000001','a.eml',NULL,'2026-03-12 09:14:00.000000',11,'archived','','opened','AMZ-1','v1',NULL,'','');
INSERT INTO "items" VALUES('sha256:0000000000000000000000000000000000000000000000000000000000000002','b.eml',NULL,'2026-03-12 09:15:00.000000',12,'received','','',NULL,NULL,NULL,'','');
CREATE TABLE join_keys (
	value VARCHAR NOT NULL, 
	item VARCHAR NOT NULL, 
	case_id VARCHAR NOT NULL, 
	PRIMARY KEY (value, item), 
	FOREIGN KEY(item) REFERENCES items (digest), 
	FOREIGN KEY(case_id) REFERENCES cases (id)
);
INSERT INTO "join_keys" VALUES('amazon:c1','sha256:0000000000000000000000000000000000000000000000000000000000000001','AMZ-1');
CREATE TABLE packets (
	case_id VARCHAR NOT NULL, 
	version VARCHAR NOT NULL, 
	digest VARCHAR NOT NULL, 
	made DATETIME NOT NULL, 
	ready BOOLEAN NOT NULL, 
	sent_json TEXT NOT NULL, 
	PRIMARY KEY (case_id, version), 
	FOREIGN KEY(case_id) REFERENCES cases (id)
);
INSERT INTO "packets" VALUES('AMZ-1','v1','sha256:0000000000000000000000000000000000000000000000000000000000000002','2026-03-12 09:14:00.000000',1,'{}');
CREATE TABLE reminders (
	case_id VARCHAR NOT NULL, 
	occasion VARCHAR NOT NULL, 
	channel VARCHAR NOT NULL, 
	begun DATETIME NOT NULL, 
	sent DATETIME, 
	PRIMARY KEY (case_id, occasion, channel), 
	FOREIGN KEY(case_id) REFERENCES cases (id)
);
CREATE TABLE repeats (
	item VARCHAR NOT NULL, 
	"of" VARCHAR NOT NULL, 
	PRIMARY KEY (item), 
	FOREIGN KEY(item) REFERENCES items (digest), 
	FOREIGN KEY("of") REFERENCES items (digest)
);
CREATE TABLE schema_version (
	version INTEGER NOT NULL
);
INSERT INTO "schema_version" VALUES(3);
CREATE TABLE sightings (
	id INTEGER NOT NULL, 
	digest VARCHAR NOT NULL, 
	source VARCHAR NOT NULL, 
	container VARCHAR, 
	received DATETIME NOT NULL, 
	uid BIGINT, 
	uidvalidity BIGINT, 
	message_id TEXT NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (digest, source), 
	FOREIGN KEY(digest) REFERENCES items (digest)
);
INSERT INTO "sightings" VALUES(1,'sha256:0000000000000000000000000000000000000000000000000000000000000001','a.eml',NULL,'2026-03-12 09:14:00.000000',NULL,NULL,'<1@a.example>');
INSERT INTO "sightings" VALUES(2,'sha256:0000000000000000000000000000000000000000000000000000000000000002','b.eml',NULL,'2026-03-12 09:15:00.000000',NULL,NULL,'');
CREATE INDEX cases_by_account ON cases (account, platform);
CREATE INDEX cases_by_deadline ON cases (state, deadline_at);
CREATE INDEX items_by_state ON items (state, received, digest);
CREATE INDEX items_by_case ON items (case_id);
CREATE INDEX ix_join_keys_item ON join_keys (item);
CREATE INDEX ix_join_keys_case_id ON join_keys (case_id);
CREATE INDEX ix_fingerprints_facts ON fingerprints (facts);
CREATE INDEX ix_repeats_of ON repeats ("of");
COMMIT;
