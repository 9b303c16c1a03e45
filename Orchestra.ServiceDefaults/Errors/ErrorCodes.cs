using System.Text.Json;

namespace Orchestra.ServiceDefaults.Errors;

/// <summary>Codes to statuses and wire names, and back.</summary>
public static class ErrorCodes
{
    private static readonly Dictionary<ErrorCode, int> Statuses = new()
    {
        [ErrorCode.BadRequest] = 400,
        [ErrorCode.Unauthorized] = 401,
        [ErrorCode.Forbidden] = 403,
        [ErrorCode.NotFound] = 404,
        [ErrorCode.MethodNotAllowed] = 405,
        [ErrorCode.Conflict] = 409,
        [ErrorCode.PreconditionFailed] = 412,
        [ErrorCode.PayloadTooLarge] = 413,
        [ErrorCode.UnsupportedMediaType] = 415,
        [ErrorCode.PreconditionRequired] = 428,
        [ErrorCode.TooManyRequests] = 429,
        [ErrorCode.InternalServerError] = 500,
        [ErrorCode.ServiceUnavailable] = 503,
    };

    /// <summary>The HTTP status of a code.</summary>
    public static int StatusOf(ErrorCode code) => Statuses[code];

    /// <summary>The wire name, for example <c>not_found</c>.</summary>
    public static string NameOf(ErrorCode code) => JsonNamingPolicy.SnakeCaseLower.ConvertName(code.ToString());

    /// <summary>The code that stands for a status: an unlisted 4xx is a bad request, an unlisted 5xx an internal error.</summary>
    public static ErrorCode Of(int status)
    {
        foreach (var (code, value) in Statuses)
        {
            if (value == status)
            {
                return code;
            }
        }

        return status switch
        {
            502 or 504 => ErrorCode.ServiceUnavailable,
            >= 500 => ErrorCode.InternalServerError,
            _ => ErrorCode.BadRequest,
        };
    }
}
