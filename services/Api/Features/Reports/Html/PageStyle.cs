using System.Security.Cryptography;
using System.Text;

namespace Orchestra.Api.Features.Reports.Html;

/// <summary>
/// The page's one style sheet. The page allows this text by its hash and nothing else: markup that slipped through could load and run nothing.
/// No angle bracket to the left and no ampersand may stand in it, so that HTML and XML readers see the same text.
/// </summary>
internal static class PageStyle
{
    private static readonly string _sheet = Css.Sheet.ReplaceLineEndings("\n");

    /// <summary>Style attributes are not allowed either: geometry is in SVG attributes.</summary>
    public static string ContentSecurityPolicy { get; } =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(_sheet)))}'; base-uri 'none'; form-action 'none'";

    public static Markup Element { get; } = Markup.Style(_sheet);
}
