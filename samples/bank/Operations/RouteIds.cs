namespace Orchestra.Samples.Bank.Operations;

/// <summary>The ids in a request's path.</summary>
internal static class RouteIds
{
    public static Guid ApplicationId(this HttpContext http) => http.RouteId("applicationId");

    public static Guid ContractId(this HttpContext http) => http.RouteId("contractId");

    private static Guid RouteId(this HttpContext http, string name) =>
        Guid.TryParseExact(http.Request.RouteValues[name]?.ToString(), "D", out var id)
            ? id
            : throw new BankException(ErrorCode.BadRequest, $"{name} in the path must be a UUID");
}
