SELECT pg_catalog.set_config('search_path', '', false);
CREATE SCHEMA drizzle;
CREATE TABLE drizzle.__drizzle_migrations (
    id integer NOT NULL,
    hash text NOT NULL,
    created_at bigint
);
CREATE SEQUENCE drizzle.__drizzle_migrations_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE drizzle.__drizzle_migrations_id_seq OWNED BY drizzle.__drizzle_migrations.id;
CREATE TABLE public.api_keys (
    tenant_id text NOT NULL,
    id text NOT NULL,
    hash text NOT NULL,
    name text NOT NULL,
    line_ids jsonb,
    created_at timestamp(3) with time zone DEFAULT now() NOT NULL,
    revoked_at timestamp(3) with time zone
);
CREATE TABLE public.call_aliases (
    tenant_id text NOT NULL,
    line_id text NOT NULL,
    provider_call_id text NOT NULL,
    call_id text NOT NULL
);
CREATE TABLE public.caller_addresses (
    tenant_id text NOT NULL,
    address text NOT NULL,
    caller_id text NOT NULL
);
CREATE TABLE public.callers (
    tenant_id text NOT NULL,
    id text NOT NULL,
    phone text,
    display_name text,
    first_seen_at timestamp(3) with time zone DEFAULT now() NOT NULL,
    version integer DEFAULT 0 NOT NULL,
    tier text,
    blocked_until timestamp(3) with time zone,
    last_conversation_at timestamp(3) with time zone,
    last_texted_at timestamp(3) with time zone,
    merged_into text
);
CREATE TABLE public.calls (
    tenant_id text NOT NULL,
    id text NOT NULL,
    line_id text NOT NULL,
    provider_call_id text NOT NULL,
    caller_id text NOT NULL,
    caller_at_provider text NOT NULL,
    direction text NOT NULL,
    media text NOT NULL,
    status text NOT NULL,
    end_reason text,
    inferred boolean NOT NULL,
    provider_forbids_reject boolean NOT NULL,
    refined boolean NOT NULL,
    revision integer NOT NULL,
    ringing_at timestamp(3) with time zone NOT NULL,
    ring_deadline_at timestamp(3) with time zone,
    answered_at timestamp(3) with time zone,
    ended_at timestamp(3) with time zone,
    rejection jsonb,
    caller_is_group boolean DEFAULT false NOT NULL,
    conversation_id text,
    leg integer DEFAULT 1 NOT NULL,
    previous_leg_id text,
    decision jsonb,
    notice jsonb,
    rejected_by_policy text,
    copy_variant text
);
CREATE TABLE public.conversations (
    tenant_id text NOT NULL,
    caller_id text NOT NULL,
    at timestamp(3) with time zone NOT NULL,
    line_id text NOT NULL
);
CREATE TABLE public.effect_attempts (
    tenant_id text NOT NULL,
    effect_id text NOT NULL,
    number integer NOT NULL,
    started_at timestamp(3) with time zone DEFAULT now() NOT NULL,
    finished_at timestamp(3) with time zone,
    outcome text,
    problem jsonb,
    dispatched_in_ms double precision
);
CREATE TABLE public.effects (
    tenant_id text NOT NULL,
    id text NOT NULL,
    call_id text NOT NULL,
    line_id text NOT NULL,
    kind text NOT NULL,
    state text NOT NULL,
    attempts integer NOT NULL,
    owner text,
    lease_until timestamp(3) with time zone,
    not_before timestamp(3) with time zone,
    deadline_at timestamp(3) with time zone NOT NULL,
    request jsonb NOT NULL,
    created_at timestamp(3) with time zone DEFAULT now() NOT NULL,
    settled_at timestamp(3) with time zone
);
CREATE TABLE public.idempotency_keys (
    tenant_id text NOT NULL,
    key text NOT NULL,
    call_id text NOT NULL,
    request_hash text NOT NULL,
    created_at timestamp(3) with time zone DEFAULT now() NOT NULL
);
CREATE TABLE public.inbox (
    tenant_id text NOT NULL,
    line_id text NOT NULL,
    dedupe_key text NOT NULL,
    what text NOT NULL,
    call_id text,
    received_at timestamp(3) with time zone DEFAULT now() NOT NULL
);
CREATE TABLE public.journal (
    epoch integer NOT NULL,
    xid xid8 DEFAULT pg_current_xact_id() NOT NULL,
    id bigint NOT NULL,
    tenant_id text NOT NULL,
    line_id text NOT NULL,
    call_id text NOT NULL,
    revision integer NOT NULL,
    kind text NOT NULL,
    occurred_at timestamp(3) with time zone NOT NULL,
    recorded_at timestamp(3) with time zone DEFAULT now() NOT NULL,
    actor jsonb NOT NULL,
    cause text,
    call jsonb NOT NULL
);
ALTER TABLE public.journal ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.journal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.lines (
    tenant_id text NOT NULL,
    id text NOT NULL,
    provider text NOT NULL,
    name text NOT NULL,
    time_zone text NOT NULL,
    ring_limit_ms integer NOT NULL,
    base_url text NOT NULL,
    account text NOT NULL,
    hook_token_hash text,
    revision integer DEFAULT 1 NOT NULL,
    registered_at timestamp(3) with time zone DEFAULT now() NOT NULL,
    perimeter jsonb DEFAULT '{}'::jsonb NOT NULL
);
CREATE TABLE public.listeners (
    tenant_id text NOT NULL,
    line_id text NOT NULL,
    owner text NOT NULL,
    lease_until timestamp(3) with time zone NOT NULL
);
CREATE TABLE public.presence (
    tenant_id text NOT NULL,
    line_id text NOT NULL,
    agent text NOT NULL,
    state text NOT NULL,
    at timestamp(3) with time zone NOT NULL
);
CREATE TABLE public.recording_bridges (
    tenant_id text NOT NULL,
    name text NOT NULL,
    state text NOT NULL,
    reported_at timestamp(3) with time zone NOT NULL
);
CREATE TABLE public.stream_meta (
    id smallint NOT NULL,
    epoch integer NOT NULL
);
CREATE TABLE public.tenants (
    id text NOT NULL,
    name text NOT NULL,
    created_at timestamp(3) with time zone DEFAULT now() NOT NULL
);
ALTER TABLE ONLY drizzle.__drizzle_migrations ALTER COLUMN id SET DEFAULT nextval('drizzle.__drizzle_migrations_id_seq'::regclass);
INSERT INTO drizzle.__drizzle_migrations VALUES (1, 'b12eb71eaba2af947830a53ee0e21ff0d59d01618fe6afc41e0b74fff393e068', 1795225064550);
INSERT INTO drizzle.__drizzle_migrations VALUES (2, '40e532cf6d78dbfa3f4e4cef22c981ec593413f1202ee80c7cd00cc0774a1521', 1795227513788);
INSERT INTO drizzle.__drizzle_migrations VALUES (3, 'cf47b95cbe1d0e4672ec9bc88779e3dced9e7058c45dc279f2b6899bdfcd8082', 1795227930462);
INSERT INTO drizzle.__drizzle_migrations VALUES (4, '498f40bccefde95767090dea54bddf94333cb390e4854adbeaff31966c56a61f', 1795229939609);
INSERT INTO drizzle.__drizzle_migrations VALUES (5, '3874c435bf3560d73d63bc4eb436e43e0447a9f307017f81db63eec10e95496e', 1795231596336);
INSERT INTO drizzle.__drizzle_migrations VALUES (6, '81df52a0b6347dd1771633ec34a6ab36a7b30a2ca161687ec093feca6bec420c', 1795253143048);
INSERT INTO drizzle.__drizzle_migrations VALUES (7, 'c7c05758d3032578943e30b8530d415a7a4774f0fd98b8c69a10ba8ec3e196e8', 1795256280095);
INSERT INTO drizzle.__drizzle_migrations VALUES (8, '96f05dc38a4553f3c712d1378184c362a76fd393b0e2744a6e8373909079e84e', 1795256591252);
INSERT INTO public.api_keys VALUES ('ten_first', 'key_01m7zpnpvc9kwmygyxtvsj6qv6', 'WxHe-vYxo-aOr5pl5FyBToCHYoOgc-RvtO0b4WGoq2g', 'first key', NULL, '2026-11-21 18:42:35.536+00', NULL);
INSERT INTO public.api_keys VALUES ('ten_first', 'key_01m7zpnpxm64z2eaxzj1y8nsbt', 'f1kwF-onBV04VgGjGXV3-Pi00WJmnrbB3SRilNrgeoA', 'agent', '["line_01m7zpnpx0khkjafpnb8s4pwmv"]', '2026-11-21 18:42:35.576+00', NULL);
INSERT INTO public.call_aliases VALUES ('ten_first', 'line_01m7zpnpx0khkjafpnb8s4pwmv', 'call_BEFORE_0', 'call_01m7zpnq07v4ez8hvzp2zyyvn7');
INSERT INTO public.call_aliases VALUES ('ten_first', 'line_01m7zpnpx0khkjafpnb8s4pwmv', 'call_BEFORE_1', 'call_01m7zpnq3xax61fnzak8z4xwn1');
INSERT INTO public.call_aliases VALUES ('ten_first', 'line_01m7zpnpx0khkjafpnb8s4pwmv', 'call_BEFORE_2', 'call_01m7zpnq63qpkt7941d97gydh7');
INSERT INTO public.call_aliases VALUES ('ten_first', 'line_01m7zpnpx0khkjafpnb8s4pwmv', 'call_BEFORE_3', 'call_01m7zpnqad3sbsmg1434gevbng');
INSERT INTO public.call_aliases VALUES ('ten_first', 'line_01m7zpnpx0khkjafpnb8s4pwmv', 'call_BEFORE_4', 'call_01m7zpnqbwrh570nmcw67ghmy5');
INSERT INTO public.call_aliases VALUES ('ten_first', 'line_01m7zpnpx0khkjafpnb8s4pwmv', 'call_BEFORE_5', 'call_01m7zpnqfw3awf9319ycr28pny');
INSERT INTO public.caller_addresses VALUES ('ten_first', 'phone:+5511999990000', 'clr_01m7zpnq0a35jwhsp0wm9fgaaw');
INSERT INTO public.callers VALUES ('ten_first', 'clr_01m7zpnq0a35jwhsp0wm9fgaaw', '+5511999990000', NULL, '2026-11-21 18:42:35.696+00', 0, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.calls VALUES ('ten_first', 'call_01m7zpnq07v4ez8hvzp2zyyvn7', 'line_01m7zpnpx0khkjafpnb8s4pwmv', 'call_BEFORE_0', 'clr_01m7zpnq0a35jwhsp0wm9fgaaw', '5511999990000', 'INBOUND', 'VOICE', 'RINGING', NULL, false, false, false, 1, '2026-11-21 18:42:35.701+00', '2026-11-21 18:43:20.701+00', NULL, NULL, NULL, false, NULL, 1, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.calls VALUES ('ten_first', 'call_01m7zpnq3xax61fnzak8z4xwn1', 'line_01m7zpnpx0khkjafpnb8s4pwmv', 'call_BEFORE_1', 'clr_01m7zpnq0a35jwhsp0wm9fgaaw', '5511999990000', 'INBOUND', 'VOICE', 'RINGING', NULL, false, false, false, 1, '2026-11-21 18:42:35.805+00', '2026-11-21 18:43:20.805+00', NULL, NULL, NULL, false, NULL, 1, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.calls VALUES ('ten_first', 'call_01m7zpnq63qpkt7941d97gydh7', 'line_01m7zpnpx0khkjafpnb8s4pwmv', 'call_BEFORE_2', 'clr_01m7zpnq0a35jwhsp0wm9fgaaw', '5511999990000', 'INBOUND', 'VOICE', 'RINGING', NULL, false, false, false, 1, '2026-11-21 18:42:35.876+00', '2026-11-21 18:43:20.876+00', NULL, NULL, NULL, false, NULL, 1, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.calls VALUES ('ten_first', 'call_01m7zpnqad3sbsmg1434gevbng', 'line_01m7zpnpx0khkjafpnb8s4pwmv', 'call_BEFORE_3', 'clr_01m7zpnq0a35jwhsp0wm9fgaaw', '5511999990000', 'INBOUND', 'VOICE', 'RINGING', NULL, false, false, false, 1, '2026-11-21 18:42:35.997+00', '2026-11-21 18:43:20.997+00', NULL, NULL, NULL, false, NULL, 1, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.calls VALUES ('ten_first', 'call_01m7zpnqbwrh570nmcw67ghmy5', 'line_01m7zpnpx0khkjafpnb8s4pwmv', 'call_BEFORE_4', 'clr_01m7zpnq0a35jwhsp0wm9fgaaw', '5511999990000', 'INBOUND', 'VOICE', 'RINGING', NULL, false, false, false, 1, '2026-11-21 18:42:36.051+00', '2026-11-21 18:43:21.051+00', NULL, NULL, NULL, false, NULL, 1, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.calls VALUES ('ten_first', 'call_01m7zpnqfw3awf9319ycr28pny', 'line_01m7zpnpx0khkjafpnb8s4pwmv', 'call_BEFORE_5', 'clr_01m7zpnq0a35jwhsp0wm9fgaaw', '5511999990000', 'INBOUND', 'VOICE', 'ENDED', 'UNKNOWN', true, false, false, 3, '2026-11-21 18:42:36.169+00', '2026-11-21 18:43:21.169+00', NULL, '2026-11-21 18:42:36.324+00', '{"id": "rej_01m7zpnqjhgq3sk2c9gga1ygtj", "state": "ALREADY_OVER", "reason": "DECLINED", "problem": {"kind": "CALL_NOT_FOUND", "message": "Pilot Status no longer has this call ringing.", "httpStatus": 404}, "effectId": "eff_01m7zpnqjh0phfry1as95n0t7m", "settledAt": "2026-11-21T18:42:36.324Z", "decidedInMs": 9, "requestedAt": "2026-11-21T18:42:36.261Z", "requestedBy": {"kind": "CLIENT", "name": "agent"}, "dispatchedInMs": 56.71156999999948}', false, NULL, 1, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.effect_attempts VALUES ('ten_first', 'eff_01m7zpnqjh0phfry1as95n0t7m', 1, '2026-11-21 18:42:36.272+00', '2026-11-21 18:42:36.314+00', 'ALREADY_OVER', '{"kind": "CALL_NOT_FOUND", "message": "Pilot Status no longer has this call ringing.", "httpStatus": 404}', 56.71156999999948);
INSERT INTO public.effects VALUES ('ten_first', 'eff_01m7zpnqjh0phfry1as95n0t7m', 'call_01m7zpnqfw3awf9319ycr28pny', 'line_01m7zpnpx0khkjafpnb8s4pwmv', 'reject', 'SETTLED', 1, '7b0274a8-a387-4b55-a592-27bcee4b780a', NULL, NULL, '2026-11-21 18:43:21.169+00', '{"providerCallId": "call_BEFORE_5", "callerAtProvider": "5511999990000"}', '2026-11-21 18:42:36.272+00', '2026-11-21 18:42:36.314+00');
INSERT INTO public.inbox VALUES ('ten_first', 'line_01m7zpnpx0khkjafpnb8s4pwmv', 'call.ringing#sha256:aa200534c1a516103ffe36841e247951a3186857659420760ecd3a148d685370', 'ringing', 'call_01m7zpnq07v4ez8hvzp2zyyvn7', '2026-11-21 18:42:35.696+00');
INSERT INTO public.inbox VALUES ('ten_first', 'line_01m7zpnpx0khkjafpnb8s4pwmv', 'call.ringing#sha256:3dbeffcc8329c7483237ee3958a23a92ce2e51d92a2db9a8993ba311f6a44584', 'ringing', 'call_01m7zpnq3xax61fnzak8z4xwn1', '2026-11-21 18:42:35.795+00');
INSERT INTO public.inbox VALUES ('ten_first', 'line_01m7zpnpx0khkjafpnb8s4pwmv', 'call.ringing#sha256:8538874d8dadd6c94eceb713fd21f502de0adddd26390ddd80cb1524662a9edc', 'ringing', 'call_01m7zpnq63qpkt7941d97gydh7', '2026-11-21 18:42:35.872+00');
INSERT INTO public.inbox VALUES ('ten_first', 'line_01m7zpnpx0khkjafpnb8s4pwmv', 'call.ringing#sha256:459e515ba2c9108f56aa12e91843214a27833fcf754b157563c66a22fc0c4545', 'ringing', 'call_01m7zpnqad3sbsmg1434gevbng', '2026-11-21 18:42:35.987+00');
INSERT INTO public.inbox VALUES ('ten_first', 'line_01m7zpnpx0khkjafpnb8s4pwmv', 'call.ringing#sha256:9166ac899f1be676eb473bb0aca9e84ef0ae001d727049a376ab2e91e29d078c', 'ringing', 'call_01m7zpnqbwrh570nmcw67ghmy5', '2026-11-21 18:42:36.041+00');
INSERT INTO public.inbox VALUES ('ten_first', 'line_01m7zpnpx0khkjafpnb8s4pwmv', 'call.ringing#sha256:ecdd2731ffb24691605181589182a1e737aa3c28d3d0e750390f0c444b3fb434', 'ringing', 'call_01m7zpnqfw3awf9319ycr28pny', '2026-11-21 18:42:36.159+00');
INSERT INTO public.journal OVERRIDING SYSTEM VALUE VALUES (1, '744', 1, 'ten_first', 'line_01m7zpnpx0khkjafpnb8s4pwmv', 'call_01m7zpnq07v4ez8hvzp2zyyvn7', 1, 'RANG', '2026-11-21 18:42:35.701+00', '2026-11-21 18:42:35.696+00', '{"kind": "PROVIDER", "name": "PILOT_STATUS"}', NULL, '{"id": "call_01m7zpnq07v4ez8hvzp2zyyvn7", "leg": 1, "media": "VOICE", "notice": null, "status": "RINGING", "line_id": "line_01m7zpnpx0khkjafpnb8s4pwmv", "refined": false, "decision": null, "ended_at": null, "inferred": false, "revision": 1, "caller_id": "clr_01m7zpnq0a35jwhsp0wm9fgaaw", "direction": "INBOUND", "rejection": null, "tenant_id": "ten_first", "end_reason": null, "ringing_at": "2026-11-21T18:42:35.701Z", "answered_at": null, "copy_variant": null, "caller_is_group": false, "conversation_id": null, "previous_leg_id": null, "provider_call_id": "call_BEFORE_0", "ring_deadline_at": "2026-11-21T18:43:20.701Z", "caller_at_provider": "5511999990000", "rejected_by_policy": null, "provider_forbids_reject": false}');
INSERT INTO public.journal OVERRIDING SYSTEM VALUE VALUES (1, '746', 2, 'ten_first', 'line_01m7zpnpx0khkjafpnb8s4pwmv', 'call_01m7zpnq3xax61fnzak8z4xwn1', 1, 'RANG', '2026-11-21 18:42:35.805+00', '2026-11-21 18:42:35.795+00', '{"kind": "PROVIDER", "name": "PILOT_STATUS"}', NULL, '{"id": "call_01m7zpnq3xax61fnzak8z4xwn1", "leg": 1, "media": "VOICE", "notice": null, "status": "RINGING", "line_id": "line_01m7zpnpx0khkjafpnb8s4pwmv", "refined": false, "decision": null, "ended_at": null, "inferred": false, "revision": 1, "caller_id": "clr_01m7zpnq0a35jwhsp0wm9fgaaw", "direction": "INBOUND", "rejection": null, "tenant_id": "ten_first", "end_reason": null, "ringing_at": "2026-11-21T18:42:35.805Z", "answered_at": null, "copy_variant": null, "caller_is_group": false, "conversation_id": null, "previous_leg_id": null, "provider_call_id": "call_BEFORE_1", "ring_deadline_at": "2026-11-21T18:43:20.805Z", "caller_at_provider": "5511999990000", "rejected_by_policy": null, "provider_forbids_reject": false}');
INSERT INTO public.journal OVERRIDING SYSTEM VALUE VALUES (1, '748', 3, 'ten_first', 'line_01m7zpnpx0khkjafpnb8s4pwmv', 'call_01m7zpnq63qpkt7941d97gydh7', 1, 'RANG', '2026-11-21 18:42:35.876+00', '2026-11-21 18:42:35.872+00', '{"kind": "PROVIDER", "name": "PILOT_STATUS"}', NULL, '{"id": "call_01m7zpnq63qpkt7941d97gydh7", "leg": 1, "media": "VOICE", "notice": null, "status": "RINGING", "line_id": "line_01m7zpnpx0khkjafpnb8s4pwmv", "refined": false, "decision": null, "ended_at": null, "inferred": false, "revision": 1, "caller_id": "clr_01m7zpnq0a35jwhsp0wm9fgaaw", "direction": "INBOUND", "rejection": null, "tenant_id": "ten_first", "end_reason": null, "ringing_at": "2026-11-21T18:42:35.876Z", "answered_at": null, "copy_variant": null, "caller_is_group": false, "conversation_id": null, "previous_leg_id": null, "provider_call_id": "call_BEFORE_2", "ring_deadline_at": "2026-11-21T18:43:20.876Z", "caller_at_provider": "5511999990000", "rejected_by_policy": null, "provider_forbids_reject": false}');
INSERT INTO public.journal OVERRIDING SYSTEM VALUE VALUES (1, '750', 4, 'ten_first', 'line_01m7zpnpx0khkjafpnb8s4pwmv', 'call_01m7zpnqad3sbsmg1434gevbng', 1, 'RANG', '2026-11-21 18:42:35.997+00', '2026-11-21 18:42:35.987+00', '{"kind": "PROVIDER", "name": "PILOT_STATUS"}', NULL, '{"id": "call_01m7zpnqad3sbsmg1434gevbng", "leg": 1, "media": "VOICE", "notice": null, "status": "RINGING", "line_id": "line_01m7zpnpx0khkjafpnb8s4pwmv", "refined": false, "decision": null, "ended_at": null, "inferred": false, "revision": 1, "caller_id": "clr_01m7zpnq0a35jwhsp0wm9fgaaw", "direction": "INBOUND", "rejection": null, "tenant_id": "ten_first", "end_reason": null, "ringing_at": "2026-11-21T18:42:35.997Z", "answered_at": null, "copy_variant": null, "caller_is_group": false, "conversation_id": null, "previous_leg_id": null, "provider_call_id": "call_BEFORE_3", "ring_deadline_at": "2026-11-21T18:43:20.997Z", "caller_at_provider": "5511999990000", "rejected_by_policy": null, "provider_forbids_reject": false}');
INSERT INTO public.journal OVERRIDING SYSTEM VALUE VALUES (1, '752', 5, 'ten_first', 'line_01m7zpnpx0khkjafpnb8s4pwmv', 'call_01m7zpnqbwrh570nmcw67ghmy5', 1, 'RANG', '2026-11-21 18:42:36.051+00', '2026-11-21 18:42:36.041+00', '{"kind": "PROVIDER", "name": "PILOT_STATUS"}', NULL, '{"id": "call_01m7zpnqbwrh570nmcw67ghmy5", "leg": 1, "media": "VOICE", "notice": null, "status": "RINGING", "line_id": "line_01m7zpnpx0khkjafpnb8s4pwmv", "refined": false, "decision": null, "ended_at": null, "inferred": false, "revision": 1, "caller_id": "clr_01m7zpnq0a35jwhsp0wm9fgaaw", "direction": "INBOUND", "rejection": null, "tenant_id": "ten_first", "end_reason": null, "ringing_at": "2026-11-21T18:42:36.051Z", "answered_at": null, "copy_variant": null, "caller_is_group": false, "conversation_id": null, "previous_leg_id": null, "provider_call_id": "call_BEFORE_4", "ring_deadline_at": "2026-11-21T18:43:21.051Z", "caller_at_provider": "5511999990000", "rejected_by_policy": null, "provider_forbids_reject": false}');
INSERT INTO public.journal OVERRIDING SYSTEM VALUE VALUES (1, '754', 6, 'ten_first', 'line_01m7zpnpx0khkjafpnb8s4pwmv', 'call_01m7zpnqfw3awf9319ycr28pny', 1, 'RANG', '2026-11-21 18:42:36.169+00', '2026-11-21 18:42:36.159+00', '{"kind": "PROVIDER", "name": "PILOT_STATUS"}', NULL, '{"id": "call_01m7zpnqfw3awf9319ycr28pny", "leg": 1, "media": "VOICE", "notice": null, "status": "RINGING", "line_id": "line_01m7zpnpx0khkjafpnb8s4pwmv", "refined": false, "decision": null, "ended_at": null, "inferred": false, "revision": 1, "caller_id": "clr_01m7zpnq0a35jwhsp0wm9fgaaw", "direction": "INBOUND", "rejection": null, "tenant_id": "ten_first", "end_reason": null, "ringing_at": "2026-11-21T18:42:36.169Z", "answered_at": null, "copy_variant": null, "caller_is_group": false, "conversation_id": null, "previous_leg_id": null, "provider_call_id": "call_BEFORE_5", "ring_deadline_at": "2026-11-21T18:43:21.169Z", "caller_at_provider": "5511999990000", "rejected_by_policy": null, "provider_forbids_reject": false}');
INSERT INTO public.journal OVERRIDING SYSTEM VALUE VALUES (1, '756', 7, 'ten_first', 'line_01m7zpnpx0khkjafpnb8s4pwmv', 'call_01m7zpnqfw3awf9319ycr28pny', 2, 'REJECT_REQUESTED', '2026-11-21 18:42:36.261+00', '2026-11-21 18:42:36.272+00', '{"kind": "CLIENT", "name": "agent"}', 'DECLINED', '{"id": "call_01m7zpnqfw3awf9319ycr28pny", "leg": 1, "media": "VOICE", "notice": null, "status": "REJECTING", "line_id": "line_01m7zpnpx0khkjafpnb8s4pwmv", "refined": false, "decision": null, "ended_at": null, "inferred": false, "revision": 2, "caller_id": "clr_01m7zpnq0a35jwhsp0wm9fgaaw", "direction": "INBOUND", "rejection": {"id": "rej_01m7zpnqjhgq3sk2c9gga1ygtj", "state": "SENDING", "reason": "DECLINED", "effectId": "eff_01m7zpnqjh0phfry1as95n0t7m", "decidedInMs": 9, "requestedAt": "2026-11-21T18:42:36.261Z", "requestedBy": {"kind": "CLIENT", "name": "agent"}}, "tenant_id": "ten_first", "end_reason": null, "ringing_at": "2026-11-21T18:42:36.169Z", "answered_at": null, "copy_variant": null, "caller_is_group": false, "conversation_id": null, "previous_leg_id": null, "provider_call_id": "call_BEFORE_5", "ring_deadline_at": "2026-11-21T18:43:21.169Z", "caller_at_provider": "5511999990000", "rejected_by_policy": null, "provider_forbids_reject": false}');
INSERT INTO public.journal OVERRIDING SYSTEM VALUE VALUES (1, '758', 8, 'ten_first', 'line_01m7zpnpx0khkjafpnb8s4pwmv', 'call_01m7zpnqfw3awf9319ycr28pny', 3, 'REJECT_FOUND_CALL_OVER', '2026-11-21 18:42:36.324+00', '2026-11-21 18:42:36.314+00', '{"kind": "PROVIDER", "name": "PILOT_STATUS"}', 'Pilot Status no longer has this call ringing.', '{"id": "call_01m7zpnqfw3awf9319ycr28pny", "leg": 1, "media": "VOICE", "notice": null, "status": "ENDED", "line_id": "line_01m7zpnpx0khkjafpnb8s4pwmv", "refined": false, "decision": null, "ended_at": "2026-11-21T18:42:36.324Z", "inferred": true, "revision": 3, "caller_id": "clr_01m7zpnq0a35jwhsp0wm9fgaaw", "direction": "INBOUND", "rejection": {"id": "rej_01m7zpnqjhgq3sk2c9gga1ygtj", "state": "ALREADY_OVER", "reason": "DECLINED", "problem": {"kind": "CALL_NOT_FOUND", "message": "Pilot Status no longer has this call ringing.", "httpStatus": 404}, "effectId": "eff_01m7zpnqjh0phfry1as95n0t7m", "settledAt": "2026-11-21T18:42:36.324Z", "decidedInMs": 9, "requestedAt": "2026-11-21T18:42:36.261Z", "requestedBy": {"kind": "CLIENT", "name": "agent"}, "dispatchedInMs": 56.71156999999948}, "tenant_id": "ten_first", "end_reason": "UNKNOWN", "ringing_at": "2026-11-21T18:42:36.169Z", "answered_at": null, "copy_variant": null, "caller_is_group": false, "conversation_id": null, "previous_leg_id": null, "provider_call_id": "call_BEFORE_5", "ring_deadline_at": "2026-11-21T18:43:21.169Z", "caller_at_provider": "5511999990000", "rejected_by_policy": null, "provider_forbids_reject": false}');
INSERT INTO public.lines VALUES ('ten_first', 'line_01m7zpnpx0khkjafpnb8s4pwmv', 'PILOT_STATUS', 'Front desk', 'UTC', 45000, 'http://127.0.0.1:42919', 'v1.cee8a1ec.BIPI20oUemXnTGtm.cHAbKFljJWec3gI4D5OSsQ.MYScZLuLnNdG8CwmfzcLDyAoDPD3KePcdKvnWt42brmUfG-9hkQDi1DZK-m8sgXVUI6bLsG23qT5kDeZFOdxI0flzjPfSLe-oqwAUcQ5', 'cJb8PBITRjxXWRG9E4lHbCHPGirqAR9FWmQESpQ2CmY', 1, '2026-11-21 18:42:35.563+00', '{}');
INSERT INTO public.stream_meta VALUES (1, 1);
INSERT INTO public.tenants VALUES ('ten_first', 'first tenant', '2026-11-21 18:42:35.536+00');
SELECT pg_catalog.setval('drizzle.__drizzle_migrations_id_seq', 8, true);
SELECT pg_catalog.setval('public.journal_id_seq', 8, true);
ALTER TABLE ONLY drizzle.__drizzle_migrations
    ADD CONSTRAINT __drizzle_migrations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.api_keys
    ADD CONSTRAINT api_keys_tenant_id_id_pk PRIMARY KEY (tenant_id, id);
ALTER TABLE ONLY public.call_aliases
    ADD CONSTRAINT call_aliases_tenant_id_line_id_provider_call_id_pk PRIMARY KEY (tenant_id, line_id, provider_call_id);
ALTER TABLE ONLY public.caller_addresses
    ADD CONSTRAINT caller_addresses_tenant_id_address_pk PRIMARY KEY (tenant_id, address);
ALTER TABLE ONLY public.callers
    ADD CONSTRAINT callers_tenant_id_id_pk PRIMARY KEY (tenant_id, id);
ALTER TABLE ONLY public.calls
    ADD CONSTRAINT calls_tenant_id_id_pk PRIMARY KEY (tenant_id, id);
ALTER TABLE ONLY public.conversations
    ADD CONSTRAINT conversations_tenant_id_caller_id_at_line_id_pk PRIMARY KEY (tenant_id, caller_id, at, line_id);
ALTER TABLE ONLY public.effect_attempts
    ADD CONSTRAINT effect_attempts_tenant_id_effect_id_number_pk PRIMARY KEY (tenant_id, effect_id, number);
ALTER TABLE ONLY public.effects
    ADD CONSTRAINT effects_tenant_id_id_pk PRIMARY KEY (tenant_id, id);
ALTER TABLE ONLY public.idempotency_keys
    ADD CONSTRAINT idempotency_keys_tenant_id_key_pk PRIMARY KEY (tenant_id, key);
ALTER TABLE ONLY public.inbox
    ADD CONSTRAINT inbox_tenant_id_line_id_dedupe_key_pk PRIMARY KEY (tenant_id, line_id, dedupe_key);
ALTER TABLE ONLY public.journal
    ADD CONSTRAINT journal_epoch_xid_id_pk PRIMARY KEY (epoch, xid, id);
ALTER TABLE ONLY public.lines
    ADD CONSTRAINT lines_tenant_id_id_pk PRIMARY KEY (tenant_id, id);
ALTER TABLE ONLY public.listeners
    ADD CONSTRAINT listeners_tenant_id_line_id_pk PRIMARY KEY (tenant_id, line_id);
ALTER TABLE ONLY public.presence
    ADD CONSTRAINT presence_tenant_id_line_id_agent_pk PRIMARY KEY (tenant_id, line_id, agent);
ALTER TABLE ONLY public.recording_bridges
    ADD CONSTRAINT recording_bridges_tenant_id_name_pk PRIMARY KEY (tenant_id, name);
ALTER TABLE ONLY public.stream_meta
    ADD CONSTRAINT stream_meta_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.tenants
    ADD CONSTRAINT tenants_pkey PRIMARY KEY (id);
CREATE UNIQUE INDEX api_keys_id ON public.api_keys USING btree (id);
CREATE INDEX call_aliases_of_any_line ON public.call_aliases USING btree (tenant_id, provider_call_id);
CREATE INDEX caller_addresses_of_caller ON public.caller_addresses USING btree (tenant_id, caller_id);
CREATE INDEX callers_merged ON public.callers USING btree (tenant_id, merged_into) WHERE (merged_into IS NOT NULL);
CREATE INDEX calls_newest ON public.calls USING btree (tenant_id, ringing_at, id);
CREATE INDEX calls_newest_of_caller ON public.calls USING btree (tenant_id, caller_id, ringing_at, id);
CREATE INDEX calls_newest_of_line ON public.calls USING btree (tenant_id, line_id, ringing_at, id);
CREATE INDEX calls_next_leg ON public.calls USING btree (tenant_id, previous_leg_id) WHERE (previous_leg_id IS NOT NULL);
CREATE INDEX calls_of_conversation ON public.calls USING btree (tenant_id, conversation_id, ringing_at) WHERE (conversation_id IS NOT NULL);
CREATE INDEX calls_open ON public.calls USING btree (tenant_id, ringing_at, id) WHERE (status = ANY (ARRAY['RINGING'::text, 'REJECTING'::text, 'ANSWERED'::text]));
CREATE INDEX calls_rejected_by_policy ON public.calls USING btree (tenant_id, ringing_at) WHERE (rejected_by_policy IS NOT NULL);
CREATE INDEX calls_ringing_out ON public.calls USING btree (ring_deadline_at) WHERE (status = ANY (ARRAY['RINGING'::text, 'REJECTING'::text]));
CREATE INDEX calls_rung ON public.calls USING btree (tenant_id, ringing_at, caller_id, line_id, status) WHERE ((direction = 'INBOUND'::text) AND (NOT caller_is_group) AND (status <> ALL (ARRAY['RINGING'::text, 'REJECTING'::text])));
CREATE INDEX calls_texted ON public.calls USING btree (tenant_id, caller_id, ringing_at) WHERE (((rejection -> 'followUp'::text) IS NOT NULL) OR (notice IS NOT NULL));
CREATE INDEX effects_in_flight ON public.effects USING btree (lease_until) WHERE (state = 'IN_FLIGHT'::text);
CREATE INDEX effects_of_call ON public.effects USING btree (tenant_id, call_id);
CREATE INDEX effects_of_line_lately ON public.effects USING btree (tenant_id, line_id, kind, created_at);
CREATE INDEX effects_pending ON public.effects USING btree (not_before) WHERE (state = 'PENDING'::text);
CREATE INDEX idempotency_keys_by_age ON public.idempotency_keys USING btree (created_at);
CREATE INDEX inbox_by_age ON public.inbox USING btree (received_at);
CREATE UNIQUE INDEX journal_of_call ON public.journal USING btree (tenant_id, call_id, revision);
CREATE INDEX journal_of_line ON public.journal USING btree (tenant_id, line_id, epoch, xid, id);
CREATE INDEX journal_of_tenant ON public.journal USING btree (tenant_id, epoch, xid, id);
CREATE INDEX lines_by_name ON public.lines USING btree (tenant_id, name, id);
CREATE UNIQUE INDEX lines_hook_token ON public.lines USING btree (hook_token_hash);
CREATE INDEX lines_that_name_a_bridge ON public.lines USING btree (tenant_id, id) WHERE (perimeter @? '$."policies"[*]."healthUrl"'::jsonpath);
ALTER TABLE ONLY public.api_keys
    ADD CONSTRAINT api_keys_tenant_id_tenants_id_fk FOREIGN KEY (tenant_id) REFERENCES public.tenants(id);
ALTER TABLE ONLY public.call_aliases
    ADD CONSTRAINT call_aliases_tenant_id_call_id_calls_tenant_id_id_fk FOREIGN KEY (tenant_id, call_id) REFERENCES public.calls(tenant_id, id);
ALTER TABLE ONLY public.caller_addresses
    ADD CONSTRAINT caller_addresses_tenant_id_caller_id_callers_tenant_id_id_fk FOREIGN KEY (tenant_id, caller_id) REFERENCES public.callers(tenant_id, id);
ALTER TABLE ONLY public.callers
    ADD CONSTRAINT callers_tenant_id_merged_into_callers_tenant_id_id_fk FOREIGN KEY (tenant_id, merged_into) REFERENCES public.callers(tenant_id, id);
ALTER TABLE ONLY public.calls
    ADD CONSTRAINT calls_tenant_id_caller_id_callers_tenant_id_id_fk FOREIGN KEY (tenant_id, caller_id) REFERENCES public.callers(tenant_id, id);
ALTER TABLE ONLY public.calls
    ADD CONSTRAINT calls_tenant_id_line_id_lines_tenant_id_id_fk FOREIGN KEY (tenant_id, line_id) REFERENCES public.lines(tenant_id, id);
ALTER TABLE ONLY public.conversations
    ADD CONSTRAINT conversations_tenant_id_caller_id_callers_tenant_id_id_fk FOREIGN KEY (tenant_id, caller_id) REFERENCES public.callers(tenant_id, id);
ALTER TABLE ONLY public.effect_attempts
    ADD CONSTRAINT effect_attempts_tenant_id_effect_id_effects_tenant_id_id_fk FOREIGN KEY (tenant_id, effect_id) REFERENCES public.effects(tenant_id, id);
ALTER TABLE ONLY public.effects
    ADD CONSTRAINT effects_tenant_id_call_id_calls_tenant_id_id_fk FOREIGN KEY (tenant_id, call_id) REFERENCES public.calls(tenant_id, id);
ALTER TABLE ONLY public.journal
    ADD CONSTRAINT journal_tenant_id_call_id_calls_tenant_id_id_fk FOREIGN KEY (tenant_id, call_id) REFERENCES public.calls(tenant_id, id);
ALTER TABLE ONLY public.lines
    ADD CONSTRAINT lines_tenant_id_tenants_id_fk FOREIGN KEY (tenant_id) REFERENCES public.tenants(id);
