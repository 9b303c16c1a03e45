namespace Orchestra.Samples.Bank.Features.Messages;

/// <summary>What the bank tells its customers.</summary>
internal static class MessageEndpoints
{
    public static void MapMessages(this IEndpointRouteBuilder app)
    {
        var application = app.MapGroup("/applications/{applicationId}");
        application.MapPost("/notifications", NotifyCustomer.HandleAsync).WithName("notifyCustomer");
        application.MapPost("/rejection-letters", SendRejectionLetter.HandleAsync).WithName("sendRejectionLetter");
    }
}
