using System.Globalization;
using System.Text.Json;
using Orchestra.Contracts.Specs;

namespace Orchestra.Api.Data;

/// <summary>
/// Endpoints of a spec as they are stored and listed. Where schemas overlap much, endpoints share one document with all of them: it
/// stands at the first of these, and the others have that one's position in its place. Otherwise a spec would multiply by its operations.
/// </summary>
internal static class EndpointsJson
{
    public static IReadOnlyList<SpecEndpoint> Fold(IReadOnlyList<SpecEndpoint> endpoints)
    {
        // Two elements are equal when they are the same place of the same document: no text is compared.
        var first = new Dictionary<JsonElement, int>();
        return
        [
            .. endpoints.Select((endpoint, i) => IsFirst(endpoint, i) ? endpoint : endpoint with { SchemaDocument = PositionOf(endpoint) }),
        ];

        bool IsFirst(SpecEndpoint endpoint, int i) =>
            endpoint.SchemaDocument is not { ValueKind: JsonValueKind.Object } document
            || document.GetPropertyCount() == 0
            || first.TryAdd(document, i);

        JsonElement PositionOf(SpecEndpoint endpoint) =>
            JsonElement.Parse(first[endpoint.SchemaDocument].ToString(CultureInfo.InvariantCulture));
    }

    public static IReadOnlyList<SpecEndpoint> Unfold(IReadOnlyList<SpecEndpoint> endpoints) =>
        [
            .. endpoints.Select(endpoint =>
                endpoint.SchemaDocument.ValueKind == JsonValueKind.Number
                    ? endpoint with
                    {
                        SchemaDocument = endpoints[endpoint.SchemaDocument.GetInt32()].SchemaDocument,
                    }
                    : endpoint
            ),
        ];
}
