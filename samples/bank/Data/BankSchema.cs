namespace Orchestra.Samples.Bank.Data;

/// <summary>The bank's tables. Unique constraints keep what must happen once at once, whatever the code does.</summary>
internal static class BankSchema
{
    public const string Sql = """
        create table if not exists application (
            id uuid primary key,
            status text not null,
            applicant_name text not null,
            email text not null,
            age int not null,
            annual_income numeric(12, 2) not null,
            existing_debt numeric(12, 2) not null,
            amount numeric(12, 2) not null,
            term_months int not null,
            purpose text not null,
            score int,
            review_rounds int not null default 0,
            created_at timestamptz not null default now());
        create table if not exists review (
            id uuid primary key,
            application_id uuid not null references application,
            round int not null,
            reviewer text not null,
            outcome text,
            reason text,
            started_at timestamptz not null default now(),
            unique (application_id, round));
        alter table review add column if not exists noted_outcome text;
        create table if not exists document_request (
            id uuid primary key,
            application_id uuid not null references application,
            document_types text[] not null,
            note text,
            requested_at timestamptz not null default now());
        create table if not exists document (
            id uuid primary key,
            application_id uuid not null references application,
            type text not null,
            file_name text not null,
            content bytea not null,
            sha256 text not null,
            uploaded_at timestamptz not null default now());
        create table if not exists account (
            id uuid primary key,
            application_id uuid not null unique references application,
            iban text not null unique,
            currency text not null,
            credit_limit numeric(12, 2) not null,
            opened_at timestamptz not null default now());
        create table if not exists contract (
            id uuid primary key,
            application_id uuid not null unique references application,
            status text not null,
            language text not null,
            term_months int not null,
            monthly_rate numeric(12, 2) not null,
            signed_by text,
            signed_at timestamptz,
            prepared_at timestamptz not null default now());
        create table if not exists collateral_check (
            id uuid primary key,
            application_id uuid not null references application,
            type text not null,
            estimated_value numeric(12, 2) not null,
            loan_to_value numeric(12, 4) not null,
            status text not null,
            checked_at timestamptz not null default now());
        create table if not exists disbursement (
            id uuid primary key,
            application_id uuid not null unique references application,
            account_id uuid not null references account,
            amount numeric(12, 2) not null,
            reference text,
            disbursed_at timestamptz not null default now());
        create table if not exists notification (
            id uuid primary key,
            application_id uuid not null references application,
            channel text not null,
            message text not null,
            queued_at timestamptz not null default now());
        create table if not exists rejection_letter (
            id uuid primary key,
            application_id uuid not null unique references application,
            language text not null,
            sent_at timestamptz not null default now());
        create table if not exists idempotency (
            key text primary key,
            request_hash bytea not null,
            status int,
            body text,
            location text,
            at timestamptz not null default now());
        create table if not exists request_log (
            id uuid primary key,
            method text not null,
            path text not null,
            idempotency_key text,
            correlation_id text,
            traceparent text,
            status int,
            had_effect boolean not null default false,
            replayed boolean not null default false,
            at timestamptz not null default clock_timestamp());
        create index if not exists request_log_correlation on request_log (correlation_id, at);
        create table if not exists effect (
            seq bigint generated always as identity primary key,
            request_id uuid not null references request_log,
            operation text not null,
            at timestamptz not null default clock_timestamp());
        create index if not exists effect_request on effect (request_id);
        """;
}
