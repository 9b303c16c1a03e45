namespace Orchestra.Samples.Bank.Data;

/// <summary>Where the bank keeps its books.</summary>
internal sealed class DatabaseOptions
{
    /// <summary>Connection string of a PostgreSQL database that belongs to the bank alone.</summary>
    /// <value>From <c>ConnectionStrings:bank</c>; no default.</value>
    public string ConnectionString { get; set; } = "";
}
