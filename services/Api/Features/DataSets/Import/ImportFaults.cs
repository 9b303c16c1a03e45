using Orchestra.Contracts.Errors;

namespace Orchestra.Api.Features.DataSets.Import;

/// <summary>What is wrong with a file: the first faults in full, the rest as a number, so that a broken file makes no answer larger than itself.</summary>
internal sealed class ImportFaults
{
    private readonly List<Fault> _listed = [];

    public IReadOnlyList<Fault> Listed => _listed;

    public int Count { get; private set; }

    /// <summary>A fault of the file as a whole.</summary>
    public void Add(string message, int? line = null, string path = "file") => Note(new Fault(path, line, message));

    /// <summary>A fault of a row, or of its cell.</summary>
    /// <param name="row">The row, from 1; the header is none.</param>
    /// <param name="line">Its line in the file, from 1.</param>
    /// <param name="column">The column's name; null for the whole row.</param>
    /// <param name="message">What is wrong and what to do.</param>
    public void Add(int row, int line, string? column, string message) =>
        Note(
            new Fault(
                column is null ? $"rows[{row - 1}]" : $"rows[{row - 1}].{column}",
                line,
                column is null ? $"row {row}: {message}" : $"row {row}, column '{column}': {message}"
            )
        );

    private void Note(Fault fault)
    {
        Count++;
        if (_listed.Count < ImportLimits.MaxFaults)
        {
            _listed.Add(fault);
        }
    }
}
