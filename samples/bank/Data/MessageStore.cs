using Npgsql;
using Orchestra.Samples.Bank.Features.Messages;

namespace Orchestra.Samples.Bank.Data;

/// <summary>What was said to customers.</summary>
internal static class MessageStore
{
    private const string NotifySql = """
        insert into notification (id, application_id, channel, message) values ($1, $2, $3, $4) returning queued_at
        """;

    // One letter an application: the second insert does nothing, which the caller refuses.
    private const string LetterSql = """
        insert into rejection_letter (id, application_id, language) values ($1, $2, $3)
        on conflict (application_id) do nothing returning id, sent_at
        """;

    /// <summary>A letter that went out.</summary>
    public sealed record Letter(Guid Id, DateTimeOffset SentAt);

    public static Task<DateTimeOffset> NotifyAsync(
        UnitOfWork work,
        Guid id,
        Guid applicationId,
        NotifyCustomer.Request request,
        CancellationToken cancellationToken
    ) =>
        work.OneAsync(
            NotifySql,
            row => row.GetFieldValue<DateTimeOffset>(0),
            cancellationToken,
            id,
            applicationId,
            BankJson.TextOf(request.Channel),
            request.Message
        );

    /// <summary>Null when the letter was sent before.</summary>
    public static Task<Letter?> SendLetterAsync(
        UnitOfWork work,
        Guid applicationId,
        Language language,
        CancellationToken cancellationToken
    ) => work.FindAsync(LetterSql, MapLetter, cancellationToken, work.NewId(), applicationId, BankJson.TextOf(language));

    private static Letter MapLetter(NpgsqlDataReader row) => new(row.GetGuid(0), row.GetFieldValue<DateTimeOffset>(1));
}
