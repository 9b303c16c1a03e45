using System.Globalization;
using Orchestra.ServiceDefaults.Errors;

namespace Orchestra.Api.Etags;

/// <summary>Revisions as ETags: an update names the one it saw, so that nobody overwrites what they did not read.</summary>
internal static class Etag
{
    public static void Write(HttpContext http, int revision) => http.Response.Headers.ETag = Format(revision);

    /// <summary>428 without <c>If-Match</c>, 412 with a stale one.</summary>
    public static void DemandMatch(HttpContext http, int revision)
    {
        var asked = http.Request.Headers.IfMatch.ToString();
        if (asked.Length == 0)
        {
            throw new ApiException(ErrorCode.PreconditionRequired, "send the ETag of what you read in the header If-Match");
        }

        DemandMatchIfSent(http, revision);
    }

    /// <summary>412 with a stale <c>If-Match</c>; for changes that do not overwrite what others wrote, and need none.</summary>
    public static void DemandMatchIfSent(HttpContext http, int revision)
    {
        var asked = http.Request.Headers.IfMatch.ToString();
        if (asked.Length > 0 && asked != Format(revision) && asked != "*")
        {
            throw Stale();
        }
    }

    public static ApiException Stale() =>
        new(ErrorCode.PreconditionFailed, "somebody changed it since you read it: read it again and repeat your change");

    private static string Format(int revision) => "\"" + revision.ToString(CultureInfo.InvariantCulture) + "\"";
}
