"""The nodes of what is worn, and of care. One line a node: its part of the slug, its name."""

WORN = """
apparel Clothes, shoes and accessories
  clothing Clothing
    dresses Dresses
      evening Evening gowns
      wedding Wedding dresses
    tops Tops
      blouses Blouses
      shirts Shirts
      t-shirts T-shirts
      polo-shirts Polo shirts
      tank-tops Tank tops and camisoles
      crop-tops Crop tops
      tunics Tunics
      bodysuits Bodysuits
      waistcoats Waistcoats and gilets
      knitwear Knitted tops
        sweaters Sweaters
        cardigans Cardigans
      hoodies Hoodies and sweatshirts
    bottoms Trousers, skirts and shorts
      trousers Trousers
      jeans Jeans
      joggers Joggers
      leggings Leggings
      shorts Shorts
      skirts Skirts
    suits Suits
      blazers Blazers
    outerwear Coats and jackets
      jackets Jackets
      coats Coats
      raincoats Raincoats
      ponchos Ponchos and capes
    one-pieces Jumpsuits and playsuits
      jumpsuits Jumpsuits
      playsuits Playsuits and rompers
    sets Matching sets
      tracksuits Tracksuits
    sportswear Sportswear
      jerseys Team jerseys
    sleepwear Sleepwear
      pyjamas Pyjamas
      nightdresses Nightdresses
      robes Bathrobes and dressing gowns
    underwear Underwear and hosiery
      bras Bras
      panties Panties
      mens-underwear Men's underwear
      lingerie Lingerie
      shapewear Shapewear
      socks Socks
      tights Tights and stockings
    swimwear Swimwear
      swimsuits Swimsuits
      bikinis Bikinis
    modest Modest wear
      abayas Abayas
      jilbabs Jilbabs and jubahs
      prayer-wear Prayer clothes
      thobes Thobes
      headscarves Hijabs and headscarves
    traditional Traditional dress
      sarees Sarees
      kurtas Kurtas and kurtis
      salwar-suits Salwar suits
      lehengas Lehengas
      dupattas Dupattas
      sherwanis Sherwanis
      sarongs Sarongs and lungis
      kaftans Kaftans
      boubous Boubous
      agbadas Agbadas and senator suits
      gomesis Gomesis
      wraps Printed wraps
      headwraps Head ties
      kebayas Kebayas
      baju-kurung Baju kurung
      baju-melayu Baju Melayu
      barongs Barongs
      ao-dai Ao dai
      kimonos Kimonos and yukatas
      hanboks Hanboks
      djellabas Djellabas
      guayaberas Guayaberas
    uniforms Uniforms and workwear
      school-uniforms School uniforms
      scrubs Medical scrubs
      aprons Aprons and smocks
    maternity Maternity clothing
    costumes Costumes
    kids Children's clothing
      baby Baby clothing
    bales Bales and lots of clothes
  shoes Shoes
    heels Heels
    sandals Sandals
    slippers Slippers and slides
    sneakers Sneakers
    boots Boots
    loafers Loafers and moccasins
    flats Flats and ballerinas
    wedges Wedges
    clogs Clogs
    formal Dress shoes
    espadrilles Espadrilles
    traditional Traditional shoes
    kids Children's shoes
  bags Bags and luggage
    handbags Handbags
    totes Tote bags
    crossbody Crossbody and shoulder bags
    clutches Clutches
    backpacks Backpacks
    school-bags School bags
    laptop-bags Laptop bags
    waist-bags Waist bags
    wallets Wallets and card holders
    pouches Pouches and toiletry bags
    travel Travel bags
    suitcases Suitcases
  jewellery Jewellery
    necklaces Necklaces
    chains Chains
    pendants Pendants
    earrings Earrings
    rings Rings
    bracelets Bracelets
    bangles Bangles
    anklets Anklets
    brooches Brooches
    waist-beads Waist beads
    sets Jewellery sets
    prayer-beads Prayer beads
  watches Watches
  accessories Accessories
    belts Belts
    hats Hats
      caps Caps
      beanies Beanies
      traditional Traditional caps
    scarves Scarves and shawls
    gloves Gloves
    ties Ties and bow ties
    cufflinks Cufflinks
    sunglasses Sunglasses
    glasses Glasses
    hair Hair accessories
    umbrellas Umbrellas
    keychains Keychains
fabrics Fabrics
  wax-prints Wax prints
  lace Lace fabric
  woven Woven cloth
  batik Batik cloth
  brocade Brocade and bazin
  lawn Lawn and unstitched suits
beauty Beauty and care
  hair Hair
    wigs Wigs
    extensions Hair extensions
      bundles Hair bundles
      closures Closures and frontals
      braids Braiding hair
      ponytails Ponytails
    shampoo Shampoo
    conditioner Conditioner and hair masks
    oils Hair oils
    dye Hair colour
    styling Hair styling products
    tools Hair tools
      dryers Hair dryers
      straighteners Straighteners and curlers
      clippers Clippers and trimmers
  makeup Make-up
    lips Lip make-up
    foundation Foundation and cushions
    powder Face powder
    mascara Mascara
    eyeshadow Eyeshadow and palettes
    eyeliner Eyeliner and brows
    blush Blusher and highlighter
    lashes False lashes
    brushes Make-up brushes
  skincare Skincare
    serums Serums
    creams Face and body creams
    cleansers Cleansers
    toners Toners
    sunscreens Sunscreens
    masks Face masks
    scrubs Scrubs
    lotions Body lotions and butters
  fragrance Fragrance
    perfumes Perfumes
    attars Perfume oils
    incense Oud and incense
    sprays Body sprays
  bath Bath and hygiene
    soaps Soaps
    deodorants Deodorants
    shaving Shavers and shaving
  nails Nails
    press-on Press-on nails
    polish Nail polish
  henna Henna
health Health
  supplements Vitamins and supplements
  herbal Herbal remedies
"""
