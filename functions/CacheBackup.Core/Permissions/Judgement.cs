namespace CacheBackup.Core.Permissions;

/// <summary>The answer to "does this match?", where some things cannot be known from outside the service. Ordered by weight.</summary>
internal enum Judgement
{
    No,
    Unknown,
    Yes,
}

/// <summary>Three-valued logic: an unknown stays one unless the rest decides.</summary>
internal static class Judgements
{
    public static Judgement Of(bool isTrue) => isTrue ? Judgement.Yes : Judgement.No;

    public static Judgement Not(Judgement judgement) => Judgement.Yes - (int)judgement;

    public static Judgement All(IEnumerable<Judgement> judgements) => judgements.DefaultIfEmpty(Judgement.Yes).Min();

    public static Judgement Any(IEnumerable<Judgement> judgements) => judgements.DefaultIfEmpty(Judgement.No).Max();
}
