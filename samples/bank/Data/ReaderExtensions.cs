using Npgsql;

namespace Orchestra.Samples.Bank.Data;

/// <summary>Reads nullable columns.</summary>
internal static class ReaderExtensions
{
    public static string? TextOrNull(this NpgsqlDataReader row, int ordinal) => row.IsDBNull(ordinal) ? null : row.GetString(ordinal);
}
