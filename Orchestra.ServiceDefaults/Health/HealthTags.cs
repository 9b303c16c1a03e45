namespace Orchestra.ServiceDefaults.Health;

/// <summary>Tags that say which probe a health check belongs to.</summary>
public static class HealthTags
{
    /// <summary>The process is alive: failing means restart it.</summary>
    public const string Live = "live";

    /// <summary>It can do its work: failing means send it none.</summary>
    public const string Ready = "ready";
}
