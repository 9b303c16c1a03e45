using Microsoft.AspNetCore.Mvc;
using Orchestra.Api.Data.Entities;
using Orchestra.Api.Validation;
using Orchestra.Runs.States;

namespace Orchestra.Api.Features.DataSets.Import;

/// <summary>How a file is read, and what its data sets have in common.</summary>
/// <param name="Preview">Only says what would be imported.</param>
/// <param name="Format">csv or json; told from the type, the name and the text without it.</param>
/// <param name="Delimiter">comma, semicolon or tab; the one that the header has most of without it.</param>
/// <param name="TypeQuoted">Reads numbers, true, false and null in quoted cells too, for writers that quote everything.</param>
/// <param name="Name">What the sets are called, before a number; the file's name without it.</param>
/// <param name="NameColumn">A column with the sets' names, which is not part of the data.</param>
/// <param name="Tag">Tags of each set.</param>
/// <param name="Scope">Scope of each set.</param>
/// <param name="SuiteId">The suite that they belong to.</param>
/// <param name="ScenarioId">The scenario that they belong to.</param>
internal sealed record ImportQuery(
    bool? Preview,
    string? Format,
    string? Delimiter,
    bool? TypeQuoted,
    string? Name,
    string? NameColumn,
    // Otherwise a list in a POST is its body.
    [FromQuery] string[]? Tag,
    string? Scope,
    Guid? SuiteId,
    Guid? ScenarioId
)
{
    private static readonly Dictionary<string, char> Delimiters = new(StringComparer.Ordinal)
    {
        ["comma"] = ',',
        ["semicolon"] = ';',
        ["tab"] = '\t',
    };

    public char? Separator => Delimiter is null ? null : Delimiters[Delimiter];

    public DataSetScope? ScopeOrNull => Scope is null ? null : WireNames.Parse<DataSetScope>(Scope);

    public void DemandGood()
    {
        var faults = new FaultList()
            .Demand(Format is null or "csv" or "json", "format", "format must be csv or json")
            .Demand(Delimiter is null || Delimiters.ContainsKey(Delimiter), "delimiter", "delimiter must be comma, semicolon or tab")
            // A number follows it.
            .OptionalText(Name, "name", 190)
            .OptionalText(NameColumn, "nameColumn", 500);
        DataSetRequest.CheckTags(Tag, faults);
        if (Scope is not null && !WireNames.TryParse<DataSetScope>(Scope, out _))
        {
            faults.Add("scope", $"scope must be one of {string.Join(", ", WireNames.All<DataSetScope>())}");
        }
        else
        {
            DataSetPlace.Check(ScopeOrNull, SuiteId, ScenarioId, faults);
        }

        faults.ThrowIfAny("the import is not valid");
    }

    public ImportFormat FormatOf(UploadedText upload) =>
        Format switch
        {
            "csv" => ImportFormat.Csv,
            "json" => ImportFormat.Json,
            _ when upload.ContentType?.Contains("csv", StringComparison.OrdinalIgnoreCase) == true => ImportFormat.Csv,
            _ when upload.ContentType?.Contains("json", StringComparison.OrdinalIgnoreCase) == true => ImportFormat.Json,
            _ when upload.Text.AsSpan().TrimStart() is ['[' or '{', ..] => ImportFormat.Json,
            _ => ImportFormat.Csv,
        };
}
