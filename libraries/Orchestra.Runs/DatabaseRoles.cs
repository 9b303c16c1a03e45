namespace Orchestra.Runs;

/// <summary>The login roles of the database: what each may see is decided by grants and row-level security, not by code.</summary>
public static class DatabaseRoles
{
    /// <summary>Owns every schema; migrations and maintenance only.</summary>
    public const string Owner = "orchestra_owner";

    /// <summary>Requests: row-level security binds it to one tenant.</summary>
    public const string App = "orchestra_app";

    /// <summary>Scheduler, reaper, executors: sees all tenants of the ledger, and nothing else.</summary>
    public const string Worker = "orchestra_worker";
}
