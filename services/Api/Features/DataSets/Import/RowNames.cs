using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Orchestra.Api.Data;

namespace Orchestra.Api.Features.DataSets.Import;

/// <summary>Gives each row the name of its data set.</summary>
internal static class RowNames
{
    private const int MaxLength = 200;

    /// <summary>The rows with their names, and every fault of these: missing, too long, used twice, or taken.</summary>
    /// <param name="file">The rows.</param>
    /// <param name="column">The column that has the names; null to number the rows.</param>
    /// <param name="prefix">What comes before the number.</param>
    /// <param name="db">Where names are taken.</param>
    /// <param name="faults">Where faults go.</param>
    /// <param name="cancellationToken">Somebody no longer waits.</param>
    public static async Task<IReadOnlyList<ImportedRow>> GiveAsync(
        ImportedFile file,
        string? column,
        string prefix,
        ApiDbContext db,
        ImportFaults faults,
        CancellationToken cancellationToken
    )
    {
        if (column is not null && !file.Columns.Contains(column, StringComparer.Ordinal) && file.Columns.Count > 0)
        {
            faults.Add($"there is no column '{column}' to take the names from: the file has {string.Join(", ", file.Columns.Take(20))}");
            return file.Rows;
        }

        var rows = file
            .Rows.Select(row =>
                row with
                {
                    Name = column is null ? string.Create(CultureInfo.InvariantCulture, $"{prefix} {row.Row}") : Taken(row, column, faults),
                }
            )
            .ToList();
        var names = rows.Select(row => row.Name).ToList();
        var taken = await db.DataSets.Where(row => names.Contains(row.Name)).Select(row => row.Name).ToListAsync(cancellationToken);
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in rows.Where(row => row.Name.Length > 0))
        {
            if (!seen.TryAdd(row.Name, row.Row))
            {
                faults.Add(row.Row, row.Line, column, $"row {seen[row.Name]} is called '{row.Name}' already");
            }
            else if (taken.Contains(row.Name, StringComparer.Ordinal))
            {
                faults.Add(row.Row, row.Line, column, $"there is a data set '{row.Name}' already");
            }
        }

        return rows;
    }

    private static string Taken(ImportedRow row, string column, ImportFaults faults)
    {
        var name = row.Data[column] switch
        {
            JsonValue value when value.TryGetValue<string>(out var text) => text,
            JsonValue value => value.ToJsonString(),
            _ => "",
        };
        row.Data.Remove(column);
        if (string.IsNullOrWhiteSpace(name) || name.Length > MaxLength || name.Any(char.IsControl))
        {
            faults.Add(row.Row, row.Line, column, $"a name has 1 to {MaxLength} characters and no control characters");
            return "";
        }

        return name;
    }
}
