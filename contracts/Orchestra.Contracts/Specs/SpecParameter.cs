using System.Text.Json;

namespace Orchestra.Contracts.Specs;

/// <summary>A parameter of an operation, or a header of a response.</summary>
/// <param name="Name">Its name.</param>
/// <param name="In"><c>path</c>, <c>query</c>, <c>header</c> or <c>cookie</c>.</param>
/// <param name="Required">Whether a call must carry it.</param>
/// <param name="SchemaPointer">Pointer of its schema into <see cref="SpecEndpoint.SchemaDocument"/>; null when it has none.</param>
/// <param name="Example">The spec's own example; null when it has none.</param>
public sealed record SpecParameter(string Name, string In, bool Required, string? SchemaPointer, JsonElement? Example = null)
{
    /// <summary>How arrays and objects are written, where it is another way than its place's own: <c>form</c> in query and cookie, else <c>simple</c>.</summary>
    public string? Style { get; init; }

    /// <summary>Whether each item or member is written on its own; when absent only with <c>form</c>.</summary>
    public bool? Explode { get; init; }

    /// <summary>True where a query parameter's value keeps its reserved characters.</summary>
    public bool? AllowReserved { get; init; }

    /// <summary>The media type in which its value is written (<c>content</c>); null where a style says how.</summary>
    public string? ContentType { get; init; }
}
