using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Orchestra.Contracts;
using Orchestra.Contracts.Errors;
using Orchestra.ServiceDefaults.Errors;

namespace Orchestra.Api.OpenApi;

/// <summary>The refusals of an operation, each a component of the document with the one error shape and an example.</summary>
internal static class ErrorResponses
{
    private static readonly Dictionary<ErrorCode, (string When, ErrorBody Example)> All = new()
    {
        [ErrorCode.BadRequest] = (
            "The input is wrong; every fault is listed.",
            Body(ErrorCode.BadRequest, "the data set is not valid", new Fault("name", null, "name is required"))
        ),
        [ErrorCode.Unauthorized] = (
            "No key, or one that is unknown, revoked or expired.",
            Body(ErrorCode.Unauthorized, "send a valid API key in the header X-API-Key")
        ),
        [ErrorCode.Forbidden] = (
            "No role of the key has the permission.",
            Body(ErrorCode.Forbidden, "this needs a role with the permission Design")
        ),
        [ErrorCode.NotFound] = (
            "There is no such thing; what another tenant owns reads the same.",
            Body(ErrorCode.NotFound, "suite not found")
        ),
        [ErrorCode.Conflict] = (
            "The name is taken, a limit of the tenant is reached, or the Idempotency-Key was used with another body.",
            Body(ErrorCode.Conflict, "there is a data set 'good-applicant' already")
        ),
        [ErrorCode.PreconditionFailed] = (
            "If-Match names an older state.",
            Body(ErrorCode.PreconditionFailed, "somebody changed it since you read it: read it again and repeat your change")
        ),
        [ErrorCode.PayloadTooLarge] = ("The body is too large.", Body(ErrorCode.PayloadTooLarge, "the body is over the limit of 12 MiB")),
        [ErrorCode.UnsupportedMediaType] = (
            "The body is of another type or charset.",
            Body(ErrorCode.UnsupportedMediaType, "send the body as application/json")
        ),
        [ErrorCode.PreconditionRequired] = (
            "If-Match is missing.",
            Body(ErrorCode.PreconditionRequired, "send the ETag of what you read in the header If-Match")
        ),
        [ErrorCode.TooManyRequests] = (
            "Too many requests from one address or with one key; wait for Retry-After.",
            Body(ErrorCode.TooManyRequests, "too many requests; try again in 1 s")
        ),
        [ErrorCode.InternalServerError] = (
            "Our fault; the logs have it under the traceId.",
            Body(ErrorCode.InternalServerError, "unexpected error")
        ),
        [ErrorCode.ServiceUnavailable] = (
            "The database or a service does not answer; wait for Retry-After.",
            Body(ErrorCode.ServiceUnavailable, "the database does not answer; try again shortly")
        ),
    };

    public static async Task AddAsync(
        OpenApiOperation operation,
        OperationExample example,
        OpenApiOperationTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        var document = context.Document!;
        operation.Responses ??= [];
        foreach (var code in CodesOf(operation).Concat(example.Errors.Select(ErrorCodes.Of)).Distinct().OrderBy(ErrorCodes.StatusOf))
        {
            if (document.Components?.Responses?.ContainsKey($"{code}") != true)
            {
                document.AddComponent($"{code}", await ResponseAsync(code, context, cancellationToken));
            }

            operation.Responses[ErrorCodes.StatusOf(code).ToString(CultureInfo.InvariantCulture)] = new OpenApiResponseReference(
                $"{code}",
                document
            );
        }
    }

    private static IEnumerable<ErrorCode> CodesOf(OpenApiOperation operation)
    {
        var parameters = operation.Parameters ?? [];
        if (parameters.Count > 0 || operation.RequestBody is not null)
        {
            yield return ErrorCode.BadRequest;
        }

        yield return ErrorCode.Unauthorized;
        yield return ErrorCode.Forbidden;
        if (parameters.Any(parameter => parameter.In == ParameterLocation.Path))
        {
            yield return ErrorCode.NotFound;
        }

        if (parameters.Any(parameter => parameter.Name == "Idempotency-Key"))
        {
            yield return ErrorCode.Conflict;
        }

        if (parameters.Any(parameter => parameter.Name == "If-Match"))
        {
            yield return ErrorCode.PreconditionFailed;
            yield return ErrorCode.PreconditionRequired;
        }

        if (operation.RequestBody is not null)
        {
            yield return ErrorCode.PayloadTooLarge;
            yield return ErrorCode.UnsupportedMediaType;
        }

        yield return ErrorCode.TooManyRequests;
        yield return ErrorCode.InternalServerError;
        yield return ErrorCode.ServiceUnavailable;
    }

    private static async Task<OpenApiResponse> ResponseAsync(
        ErrorCode code,
        OpenApiOperationTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        var document = context.Document!;
        if (document.Components?.Schemas?.ContainsKey(nameof(ErrorBody)) != true)
        {
            document.AddComponent(nameof(ErrorBody), await context.GetOrCreateSchemaAsync(typeof(ErrorBody), null, cancellationToken));
        }

        var (when, example) = All[code];
        var response = new OpenApiResponse
        {
            Description = when,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/json"] = new()
                {
                    Schema = new OpenApiSchemaReference(nameof(ErrorBody), document),
                    Example = JsonSerializer.SerializeToNode(example, OrchestraJson.Options),
                },
            },
        };
        if (code is ErrorCode.TooManyRequests or ErrorCode.ServiceUnavailable)
        {
            response.Headers = new Dictionary<string, IOpenApiHeader>
            {
                ["Retry-After"] = new OpenApiHeader
                {
                    Description = "Seconds to wait.",
                    Schema = new OpenApiSchema { Type = JsonSchemaType.Integer },
                },
            };
        }

        return response;
    }

    private static ErrorBody Body(ErrorCode code, string message, params Fault[] faults) =>
        new(ErrorCodes.NameOf(code), message, faults.Length > 0 ? faults : null, "a3c24af05c3464b575e6d9ab6a2a77a9");
}
