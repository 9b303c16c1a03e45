using Orchestra.Contracts.Json;
using Orchestra.Contracts.Specs;
using Orchestra.Engine.Specs.Text;

namespace Orchestra.Engine.Specs;

/// <summary>Reads <c>content</c>: of the media types the JSON one counts, else the first.</summary>
internal sealed class ContentReader(OpenApiScope scope, ExampleReader examples)
{
    private readonly EncodingReader _encodings = new(scope);

    /// <summary>The body; null when no media type is there.</summary>
    /// <param name="holder">The request body, response, parameter or header that has the content.</param>
    /// <param name="isRequired">Whether a request must carry it.</param>
    public ReadBody? Read(SpecNode holder, bool isRequired)
    {
        if (scope.Log.Member(holder, "content"u8, SpecKind.Object) is not { } content)
        {
            return null;
        }

        ReadBody? best = null;
        var bestRank = int.MaxValue;
        var media = new List<SpecMedia>();
        var schemas = new List<int>();
        foreach (var mediaType in content.Children)
        {
            if (!scope.Log.Expect(mediaType, SpecKind.Object))
            {
                continue;
            }

            // All schemas are taken in, so that the faults of each are found.
            var name = mediaType.Name;
            var schema = scope.Schemas.Add(mediaType.Member("schema"u8));
            var example = examples.Read(mediaType, schema);
            media.Add(new SpecMedia(name, scope.Pointer(schema), _encodings.Read(mediaType, name)));
            if (schema is { Index: var index })
            {
                schemas.Add(index);
            }

            var rank = Rank(name);
            if (rank < bestRank)
            {
                bestRank = rank;
                best = new ReadBody(new SpecBody(name, scope.Pointer(schema), example, isRequired), schema?.Index);
            }
        }

        var saysMore = media.Count > 1 || media.Exists(each => each.Encoding is not null);
        return best is null ? null : best with { Body = best.Body with { Media = saysMore ? media : null }, Schemas = schemas };
    }

    private static int Rank(string mediaType)
    {
        var type = mediaType.AsSpan();
        var parameters = type.IndexOf(';');
        type = (parameters < 0 ? type : type[..parameters]).Trim();
        if (type.Equals("application/json", StringComparison.OrdinalIgnoreCase))
        {
            return 0;
        }

        return JsonMediaTypes.IsJson(mediaType) ? 1
            : JsonMediaTypes.IsOpen(mediaType) ? 2
            : 3;
    }
}
