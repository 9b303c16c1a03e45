using Orchestra.Samples.Bank.Data;
using Orchestra.Samples.Bank.Features.Applications;
using Orchestra.Samples.Bank.Operations;

namespace Orchestra.Samples.Bank.Features.Messages;

/// <summary>
/// POST /applications/{applicationId}/notifications: on purpose without an idempotency key, to show what a tester can
/// and cannot know about such an operation once the answer is lost.
/// </summary>
internal static class NotifyCustomer
{
    public sealed record Request(Channel Channel, string Message);

    public sealed record Response(Guid Id, Guid ApplicationId, Channel Channel, string Status, DateTimeOffset QueuedAt);

    public static Task HandleAsync(HttpContext http, OperationRunner runner) =>
        runner.RunAsync<Request>(
            http,
            new Operation("notifyCustomer", HonoursKey: false),
            async (work, request, cancellationToken) =>
            {
                new Rules().Length("message", request.Message, 1, 500).Enforce();
                var (id, applicationId) = (work.NewId(), http.ApplicationId());
                await ApplicationStore.TakeAsync(
                    work,
                    applicationId,
                    "a notification",
                    cancellationToken,
                    ApplicationStatus.Approved,
                    ApplicationStatus.Rejected,
                    ApplicationStatus.Disbursed
                );
                var queuedAt = await MessageStore.NotifyAsync(work, id, applicationId, request, cancellationToken);
                return Answer.Of(202, new Response(id, applicationId, request.Channel, "QUEUED", queuedAt));
            }
        );
}
