using Microsoft.Extensions.Options;
using Orchestra.ServiceDefaults.Errors;

namespace Orchestra.Gateway.Limits;

/// <summary>
/// Refuses a body that says itself that it is too large before a service is bothered with it. One that does not say is cut off by
/// Kestrel while it is forwarded.
/// </summary>
internal sealed class BodySizeMiddleware(RequestDelegate next, IOptions<LimitOptions> limits)
{
    public Task InvokeAsync(HttpContext context) =>
        context.Request.ContentLength > limits.Value.MaxBodyBytes
            ? throw new ApiException(ErrorCode.PayloadTooLarge, $"the body is larger than {limits.Value.MaxBodyBytes} bytes")
            : next(context);
}
