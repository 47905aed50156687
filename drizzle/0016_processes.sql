CREATE TABLE "processes" (
	"id" text PRIMARY KEY NOT NULL,
	"place" text NOT NULL,
	"seal_keys" jsonb NOT NULL,
	"started_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"seen_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
