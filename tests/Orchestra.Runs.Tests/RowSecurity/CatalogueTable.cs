namespace Orchestra.Runs.Tests.RowSecurity;

/// <summary>A table as PostgreSQL's catalogue describes it.</summary>
/// <param name="Name">Schema and name.</param>
/// <param name="TenantColumn">The column that says whose a row is; null where there is none.</param>
/// <param name="IsPartition">Whether rows come to it through its parent.</param>
internal sealed record CatalogueTable(string Name, string? TenantColumn, bool IsPartition)
{
    public override string ToString() => Name;
}
