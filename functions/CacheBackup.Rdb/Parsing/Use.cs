namespace CacheBackup.Rdb.Parsing;

/// <summary>What the string at hand is for. The order is part of a checkpoint's version.</summary>
internal enum Use
{
    Skip,
    Key,
    Member,
    AuxName,
    AuxValue,
    Function,
    StreamNodeId,
    StreamName,
    Listpack,
    ListpackOfMembers,
    Ziplist,
    ZiplistOfMembers,
    Intset,
    Zipmap,
    StreamListpack,
}
