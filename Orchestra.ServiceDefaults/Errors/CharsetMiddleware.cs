using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Orchestra.ServiceDefaults.Errors;

/// <summary>
/// Refuses JSON in a charset that .NET does not read, before the framework trips over it as over a fault of ours. A quoted name, which
/// the framework does not know either, is read as the same without quotes (RFC 9110, 8.3.2).
/// </summary>
internal sealed class CharsetMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (
            MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type)
            && type.Charset.HasValue
            && (
                type.SubType.Equals("json", StringComparison.OrdinalIgnoreCase)
                || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase)
            )
        )
        {
            var name = HeaderUtilities.RemoveQuotes(type.Charset);
            if (!IsKnown(name.ToString()))
            {
                throw new ApiException(ErrorCode.UnsupportedMediaType, "send the body as application/json in UTF-8");
            }

            if (name.Length != type.Charset.Length)
            {
                type.Charset = name;
                context.Request.ContentType = type.ToString();
            }
        }

        return next(context);
    }

    private static bool IsKnown(string name)
    {
        try
        {
            return Encoding.GetEncoding(name) is not null;
        }
        // UTF-7 is known, and not supported.
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return false;
        }
    }
}
