namespace Orchestra.Samples.Bank.Features.Sut;

/// <summary>The back door for tests: what was asked, what was done, and the switches. Not part of the contract.</summary>
internal static class SutEndpoints
{
    public static void MapSut(this IEndpointRouteBuilder app)
    {
        var sut = app.MapGroup("/_sut");
        sut.MapGet("/requests", ListRequests.HandleAsync);
        sut.MapGet("/effects", ListEffects.HandleAsync);
        sut.MapGet("/fault", SwitchFault.ReadAsync);
        sut.MapPut("/fault", SwitchFault.HandleAsync);
        sut.MapPut("/delay", SetDelay.HandleAsync);
    }
}
