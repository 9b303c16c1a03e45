using Orchestra.Engine.Specs.Text;

namespace Orchestra.Engine.Specs;

/// <summary>Reads where a service takes API keys.</summary>
internal static class SecuritySchemes
{
    /// <summary>The headers and query parameters of every <c>apiKey</c> scheme, used by an operation or not: a key is one wherever it is sent.</summary>
    public static IReadOnlyList<string> CredentialNames(OpenApiScope scope, SpecNode document)
    {
        if (document.Member("components"u8)?.Member("securitySchemes"u8) is not { Kind: SpecKind.Object } schemes)
        {
            return [];
        }

        var names = new List<string>();
        foreach (var entry in schemes.Children)
        {
            if (
                scope.References.Follow(entry) is { Kind: SpecKind.Object } scheme
                && scheme.Member("type"u8) is { Kind: SpecKind.String, Text: "apiKey" }
                && scheme.Member("in"u8) is { Kind: SpecKind.String, Text: "header" or "query" }
                && scheme.Member("name"u8) is { Kind: SpecKind.String } name
            )
            {
                names.Add(name.Text);
            }
        }

        return names;
    }
}
