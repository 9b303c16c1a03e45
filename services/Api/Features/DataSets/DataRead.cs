using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestra.Contracts;
using Orchestra.Contracts.Scenarios;
using Orchestra.Engine.Language;
using Orchestra.Engine.Language.JsonPath;
using Orchestra.Engine.Language.Templates;

namespace Orchestra.Api.Features.DataSets;

/// <summary>A place in the data that the steps of a scenario read. Pure.</summary>
/// <param name="Path">As templates write it, for example <c>data.customer.age</c>.</param>
/// <param name="HasDefault">Whether every reader does without it.</param>
internal sealed record DataRead(string Path, bool HasDefault)
{
    private const string Root = "data";

    private JsonPathQuery? _query;

    /// <summary>Everything that the steps read, each place once.</summary>
    public static IReadOnlyList<DataRead> Of(TestScenario scenario) =>
        [
            .. scenario
                .Steps.SelectMany(step => (object[])[step.Action, step.Expectations])
                .SelectMany(part => TemplateCheck.FindReferences(JsonSerializer.SerializeToNode(part, OrchestraJson.Options)).All)
                .Where(reference => reference is { Root: Root, Name: not null })
                .GroupBy(reference => reference.Path, StringComparer.Ordinal)
                .Select(readers => Of(readers.Key, readers.All(reader => reader.HasDefault)))
                .OfType<DataRead>(),
        ];

    /// <summary>Whether the data has it.</summary>
    public bool IsIn(JsonObject data)
    {
        try
        {
            return _query!.Select(data).Count > 0;
        }
        catch (TemplateException)
        {
            // More work than the language allows: the step would fail there too.
            return false;
        }
    }

    // A filter may read other roots: what it selects is known only when the step runs.
    private static DataRead? Of(string path, bool hasDefault)
    {
        try
        {
            return new DataRead(path, hasDefault) { _query = JsonPathQuery.Parse($"${path[Root.Length..]}") };
        }
        catch (LanguageSyntaxException)
        {
            return null;
        }
    }
}
