using Orchestra.Contracts.Specs;
using Orchestra.Engine.Specs.Text;

namespace Orchestra.Engine.Specs;

/// <summary>Reads <c>encoding</c>, which says how the members of a form or of a multipart body are written.</summary>
internal sealed class EncodingReader(OpenApiScope scope)
{
    private static readonly string[] Styles = ["form", "spaceDelimited", "pipeDelimited", "deepObject"];

    /// <summary>The encodings by member; null where there are none, or where the standard leaves them out.</summary>
    public Dictionary<string, SpecEncoding>? Read(SpecNode mediaType, string name)
    {
        var isForm = name.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase);
        var isParts = name.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase);
        if ((!isForm && !isParts) || scope.Log.Member(mediaType, "encoding"u8, SpecKind.Object) is not { } list)
        {
            return null;
        }

        var encodings = new Dictionary<string, SpecEncoding>(StringComparer.Ordinal);
        foreach (var item in list.Children)
        {
            if (scope.Log.Expect(item, SpecKind.Object))
            {
                encodings[item.Name] = ReadOne(item);
            }
        }

        return encodings.Count == 0 ? null : encodings;
    }

    private SpecEncoding ReadOne(SpecNode item)
    {
        var type = scope.Log.Text(item, "contentType"u8)?.Split(',')[0].Trim();
        var style = scope.Log.Text(item, "style"u8);
        if (style is not null && !Styles.Contains(style, StringComparer.Ordinal))
        {
            scope.Log.Warn(
                ImportCodes.NotCovered,
                item.Member("style"u8)!.Value,
                $"a form has no style '{style}', only {string.Join(", ", Styles)}: it is left out"
            );
            style = null;
        }

        return new SpecEncoding(
            string.IsNullOrEmpty(type) ? null : type,
            style,
            scope.Log.OptionalFlag(item, "explode"u8),
            scope.Log.OptionalFlag(item, "allowReserved"u8)
        );
    }
}
